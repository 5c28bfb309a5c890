package io.hydrant.settings;

import io.hydrant.model.IdentityType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/// Other names for identities: by the name under which one is sent else, the name to write. No two
/// may end up under one name, which would hide one of them.
record IdentityNames() implements Shape<Map<IdentityType, String>> {
  static final String FORM = "^[^\\u0000-\\u001f\"\\\\]{1,64}$";

  @Override
  public @Nullable Map<IdentityType, String> read(Value value) {
    if (!(value.node() instanceof MappingNode mapping)) {
      return value.refuse("expected " + words() + ", got " + value.got());
    }
    Map<IdentityType, String> names = new EnumMap<>(IdentityType.class);
    boolean whole = true;
    for (NodeTuple pair : mapping.getValue()) {
      Value key = new Value(value.source(), pair.getKeyNode(), value.path());
      IdentityType type = IdentityTypes.one(key);
      String path = value.path() + "." + (type == null ? "…" : type.output());
      Value written = new Value(value.source(), pair.getValueNode(), path);
      String name = type == null ? null : new Text("a name to write", FORM).read(written);
      if (type == null || name == null) {
        whole = false;
      } else if (names.put(type, name) != null) {
        whole = key.refuse(type.output() + " is written twice") != null;
      }
    }
    return whole && areApart(names, value) ? names : null;
  }

  private static boolean areApart(Map<IdentityType, String> names, Value value) {
    Map<String, IdentityType> seen = new HashMap<>();
    for (IdentityType type : IdentityType.values()) {
      String name = names.getOrDefault(type, type.output());
      IdentityType before = seen.putIfAbsent(name, type);
      if (before != null) {
        value.refuse(before.output() + " and " + type.output() + " would have one name");
        return false;
      }
    }
    return true;
  }

  @Override
  public String words() {
    return "names by identity, like { Email: email }";
  }
}
