package io.hydrant.encode;

import io.hydrant.json.JsonOutput;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentParts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `user_identities` of a message: expanded to an array of type, identity and time, in order of
/// first appearance, with the last value that came. The array form of a batch passes unchanged and
/// replaces what was before it.
///
/// Source: mParticle's JSON reference, `user_identities`.
final class MergedIdentities {
  private static final byte[] TYPE = Frame.ascii("{\"identity_type\":");
  private static final byte[] IDENTITY = Frame.ascii(",\"identity\":");
  private static final byte[] TIMESTAMP = Frame.ascii(",\"timestamp_unixtime_ms\":");

  /// An identity as the last batch that had a value for it brought it.
  private record Held(Bytes type, Bytes identity, long receivedMillis) {}

  /// An identity that a `user_identity_change` told of, comparable.
  private record Changed(Bytes type, Bytes identity) {}

  private final Map<Bytes, Held> held = new LinkedHashMap<>();
  private final Map<Changed, Bytes> changedAt = new HashMap<>();
  private @Nullable Bytes list;

  void apply(Fragment fragment) {
    FragmentParts parts = fragment.parts();
    if (fragment.hasIdentityList()) {
      list = parts.identityList();
      held.clear();
    } else if (fragment.hasIdentityObject()) {
      list = null;
      for (int i = 0; i < parts.identities(); i++) {
        Bytes type = parts.identityType(i);
        held.put(ByValue.of(type), new Held(type, parts.identity(i), fragment.receivedMillis()));
      }
    }
    for (int i = 0; i < parts.changes(); i++) {
      Changed changed =
          new Changed(ByValue.of(parts.changedType(i)), ByValue.of(parts.changedIdentity(i)));
      changedAt.put(changed, parts.changedAt(i));
    }
  }

  void write(JsonOutput out) {
    if (list != null) {
      Document.put(out, list);
      return;
    }
    out.put('[');
    boolean more = false;
    for (Map.Entry<Bytes, Held> entry : held.entrySet()) {
      if (more) {
        out.put(',');
      }
      write(out, entry.getKey(), entry.getValue());
      more = true;
    }
    out.put(']');
  }

  private void write(JsonOutput out, Bytes type, Held identity) {
    out.put(TYPE);
    Document.put(out, identity.type());
    out.put(IDENTITY);
    Document.put(out, identity.identity());
    out.put(TIMESTAMP);
    Bytes changed =
        changedAt.isEmpty()
            ? null
            : changedAt.get(new Changed(type, ByValue.of(identity.identity())));
    if (changed == null) {
      out.put(identity.receivedMillis());
    } else {
      Document.put(out, changed);
    }
    out.put('}');
  }
}
