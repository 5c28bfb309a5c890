package io.hydrant.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A list of members to leave out of the metadata. Order and repeats mean nothing, so they leave no
/// trace: lists that mean the same are equal.
record MetadataFields() implements Shape<List<MetadataField>> {
  private static final Comparator<MetadataField> ORDER =
      Comparator.comparing(MetadataField::toString);

  @Override
  public @Nullable List<MetadataField> read(Value value) {
    List<Value> items = value.items(words());
    if (items == null) {
      return null;
    }
    Set<MetadataField> fields = new TreeSet<>(ORDER);
    boolean whole = true;
    for (Value item : items) {
      MetadataField field = field(item);
      whole &= field != null;
      if (field != null) {
        fields.add(field);
      }
    }
    return whole ? List.copyOf(fields) : null;
  }

  @Override
  public String words() {
    return "a list of members like device_info.device or application_version";
  }

  private static @Nullable MetadataField field(Value item) {
    Scalar scalar = item.text("a member like device_info.device");
    if (scalar == null) {
      return null;
    }
    String text = scalar.text();
    String node = text.substring(0, Math.max(0, text.indexOf('.')));
    if (text.isEmpty() || text.equals(node + ".")) {
      return item.refuse("expected a member like device_info.device, got " + scalar.shown());
    }
    if (text.indexOf('.') >= 0 && !MetadataField.NODES.contains(node)) {
      String nodes = String.join(", ", MetadataField.NODES);
      String question = Nearest.question(node, MetadataField.NODES);
      return item.refuse(
          "a member is one of " + nodes + "; " + scalar.shown() + " is not" + question);
    }
    return MetadataField.of(text);
  }
}
