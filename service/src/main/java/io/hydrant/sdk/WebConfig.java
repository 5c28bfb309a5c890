package io.hydrant.sdk;

import io.hydrant.collect.Visit;
import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.model.Sha256;
import java.util.HexFormat;

/// What the browser SDK is told at its start. All flags are texts, whatever they look like.
///
/// Source: the configuration that @mparticle/web-sdk 2.68.0 reads.
final class WebConfig {
  private static final int TOKEN_BYTES = 8;

  private WebConfig() {}

  static Reply of(Visit visit) {
    return Reply.object(
        200,
        json -> {
          json.writeStringProperty("appName", visit.input().name());
          json.writeArrayPropertyStart("kitConfigs");
          json.writeEndArray();
          json.writeArrayPropertyStart("pixelConfigs");
          json.writeEndArray();
          json.writeObjectPropertyStart("flags");
          json.writeStringProperty("eventBatchingIntervalMillis", "2000");
          // What could not be sent is kept in the page's storage, and sent by the next page.
          json.writeStringProperty("offlineStorage", "100");
          json.writeStringProperty("directURLRouting", "False");
          json.writeStringProperty("cacheIdentity", "False");
          json.writeStringProperty("audienceAPI", "True");
          json.writeStringProperty("astBackgroundEvents", "True");
          json.writeEndObject();
          json.writeStringProperty("workspaceToken", token(visit.input().key()));
          json.writeNumberProperty("minWebviewBridgeVersion", 2);
        });
  }

  /// Names what the SDK keeps in the browser, who its user is included: the same for a key, always.
  static String token(String key) {
    byte[] digest = Sha256.of(Bytes.utf8("workspace " + key).toArray());
    return HexFormat.of().formatHex(digest, 0, TOKEN_BYTES);
  }
}
