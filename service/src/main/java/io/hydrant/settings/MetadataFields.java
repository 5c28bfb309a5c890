package io.hydrant.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A list of members to leave out of the metadata. Order and repeats mean nothing, so they leave no
/// trace: lists that mean the same are equal.
record MetadataFields() implements Shape<List<MetadataField>> {
  static final List<String> NODES = List.of("device_info", "application_info", "source_info");

  private static final Comparator<MetadataField> ORDER =
      Comparator.comparing((MetadataField field) -> String.valueOf(field.node()))
          .thenComparing(MetadataField::member);

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
    int dot = scalar.text().indexOf('.');
    String node = dot < 0 ? null : scalar.text().substring(0, dot);
    String member = scalar.text().substring(dot + 1);
    if (member.isEmpty()) {
      return item.refuse("expected a member like device_info.device, got " + scalar.shown());
    }
    if (node != null && !NODES.contains(node)) {
      String question = Nearest.question(node, NODES);
      return item.refuse("a member is of " + String.join(", ", NODES) + question);
    }
    return new MetadataField(node, member);
  }
}
