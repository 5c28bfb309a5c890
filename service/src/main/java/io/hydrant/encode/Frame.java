package io.hydrant.encode;

import io.hydrant.json.JsonOutput;
import io.hydrant.model.Bytes;
import io.hydrant.model.Channel;
import io.hydrant.model.Fragment;
import io.hydrant.settings.Content;
import io.hydrant.settings.RecordDelimiter;
import io.hydrant.settings.Toggle;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// What the settings and Hydrant itself put into every message. Immutable.
///
/// Source: mParticle's JSON reference; the seed's sample for `schema_version` 1.
final class Frame {
  private static final byte[] UNIQUE_ID = ascii(",\"unique_id\":");
  private static final byte[] MESSAGE_ID = ascii(",\"message_id\":\"");
  private static final byte[] MESSAGE_TYPE =
      ascii("\",\"message_type\":\"events\",\"system_notifications\":[],\"schema_version\":");
  private static final byte[] SOURCE_INFO = ascii(",\"source_info\":{");
  static final Bytes NULL = Bytes.utf8("null");

  private final Content content;

  Frame(Content content) {
    this.content = content;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  boolean hasIdentities() {
    return content.is(Toggle.INCLUDE_USER_IDENTITIES);
  }

  boolean endsLine() {
    return content.recordDelimiter() == RecordDelimiter.NEWLINE;
  }

  void head(JsonOutput out, UUID id) {
    if (content.uniqueId() != null) {
      out.put(UNIQUE_ID).string(content.uniqueId());
    }
    out.put(MESSAGE_ID).put(ascii(id.toString())).put(MESSAGE_TYPE).put(content.schemaVersion());
  }

  /// `source_info`, unless the metadata is left out.
  void sourceInfo(JsonOutput out, Fragment latest) {
    sourceInfo(out, latest.channel(), latest.parts().partner(), latest.historical());
  }

  /// The same.
  ///
  /// @param partner a JSON string or null
  void sourceInfo(JsonOutput out, Channel from, Bytes partner, boolean isHistorical) {
    if (!SourceInfo.isSent(content)) {
      return;
    }
    out.put(SOURCE_INFO);
    Bytes channel = Bytes.utf8("\"" + from.text() + "\"");
    boolean more = member(out, false, SourceInfo.CHANNEL, channel);
    more = member(out, more, SourceInfo.PARTNER, partner);
    more = member(out, more, SourceInfo.REPLAY_REQUEST_ID, NULL);
    more = member(out, more, SourceInfo.REPLAY_JOB_ID, NULL);
    member(out, more, SourceInfo.IS_HISTORICAL, Bytes.utf8(String.valueOf(isHistorical)));
    out.put('}');
  }

  private boolean member(JsonOutput out, boolean comma, String name, Bytes value) {
    if (!SourceInfo.isSent(content, name)) {
      return comma;
    }
    if (comma) {
      out.put(',');
    }
    out.string(name).put(':');
    Document.put(out, value);
    return true;
  }
}
