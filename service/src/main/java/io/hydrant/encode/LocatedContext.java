package io.hydrant.encode;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonOutput;
import io.hydrant.model.Bytes;

/// The `context` of a message whose settings ask for a location of the batch: its own if that is an
/// object, else that of an event.
///
/// Source: mParticle's JSON reference, `context`.
final class LocatedContext {
  private static final JsonName LOCATION = JsonName.of("location");
  private static final byte[] MEMBER = Frame.ascii("\"location\":");

  private LocatedContext() {}

  /// Writes the context.
  ///
  /// @param context what the batches brought; empty: none
  static void write(JsonOutput out, Bytes context, Bytes location) {
    if (context.length() == 0 || context.at(0) != '{') {
      out.put('{').put(MEMBER);
      Document.put(out, location);
      out.put('}');
      return;
    }
    JsonIndex json = StoredJson.index(context);
    int own = json.find(0, LOCATION);
    if (json.is(own, JsonIndex.Kind.OBJECT)) {
      Document.put(out, context);
      return;
    }
    int end = json.end(0);
    int from = own == JsonIndex.NONE ? end - 1 : json.start(own);
    int to = own == JsonIndex.NONE ? from : json.end(own);
    out.put(json.text(), json.start(0), from);
    if (own == JsonIndex.NONE) {
      if (json.first(0) != JsonIndex.NONE) {
        out.put(',');
      }
      out.put(MEMBER);
    }
    Document.put(out, location);
    out.put(json.text(), to, end);
  }
}
