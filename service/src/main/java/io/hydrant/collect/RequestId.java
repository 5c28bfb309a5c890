package io.hydrant.collect;

import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.Batch;
import org.jspecify.annotations.Nullable;

/// By what a batch that comes twice is recognised.
///
/// Source: mParticle's JSON reference, `source_request_id`.
public final class RequestId {
  private static final JsonName SOURCE_REQUEST_ID = JsonName.of("source_request_id");

  private RequestId() {}

  /// The batch's own; null when it brings none, and is new each time it comes.
  public static @Nullable String of(Batch batch) {
    int id = batch.json().find(batch.node(), SOURCE_REQUEST_ID);
    boolean isGiven = batch.json().is(id, Kind.STRING) && !batch.json().isEmptyString(id);
    return isGiven ? batch.json().string(id) : null;
  }
}
