package io.hydrant.sdk;

import io.hydrant.collect.Asked;
import io.hydrant.collect.Visit;
import io.hydrant.http.Reply;
import io.hydrant.model.Sha256;
import java.util.HexFormat;

/// What a mobile SDK is told at its start and then every few minutes. iOS ignores it without `dt`
/// and an `ETag`; Android throws away data of some devices when `rp` is below 100.
///
/// Source: the configuration that mParticle's Android SDK 5 and Apple SDK 9 read.
final class NativeConfig {
  private static final String TAG = "ETag";
  private static final int TAG_BYTES = 8;

  /// Seconds: how often what happened is uploaded, and after which silence a session is over.
  private static final int UPLOAD_SECONDS = 600;

  private static final int SESSION_SECONDS = 60;

  private NativeConfig() {}

  static Asked ask(Visit visit) {
    Reply config =
        Reply.object(
            200,
            json -> {
              json.writeStringProperty("dt", "ac");
              json.writeStringProperty("cue", "appdefined");
              json.writeBooleanProperty("oo", false);
              json.writeArrayPropertyStart("eks");
              json.writeEndArray();
              json.writeNumberProperty("stl", SESSION_SECONDS);
              json.writeNumberProperty("uitl", UPLOAD_SECONDS);
              json.writeNumberProperty("rp", 100);
              json.writeBooleanProperty("dur", false);
              json.writeObjectPropertyStart("flags");
              json.writeStringProperty("AudienceAPI", "True");
              json.writeEndObject();
              json.writeStringProperty("wst", WebConfig.token(visit.input().key()));
            });
    String tag = tag(config);
    boolean isKnown = tag.equals(visit.request().header("If-None-Match"));
    return new Asked.Answered((isKnown ? Reply.empty(304) : config).with(TAG, tag));
  }

  private static String tag(Reply config) {
    byte[] digest = Sha256.of(config.body().toArray());
    return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
  }
}
