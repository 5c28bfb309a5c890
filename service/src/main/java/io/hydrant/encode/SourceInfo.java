package io.hydrant.encode;

import io.hydrant.settings.Content;
import io.hydrant.settings.Toggle;
import java.util.List;
import java.util.function.BiConsumer;

/// `source_info`, the node of the metadata that Hydrant itself writes.
public final class SourceInfo {
  private static final String NODE = "source_info";

  static final String CHANNEL = "channel";
  static final String PARTNER = "partner";
  static final String REPLAY_REQUEST_ID = "replay_request_id";
  static final String REPLAY_JOB_ID = "replay_job_id";
  static final String IS_HISTORICAL = "is_historical";

  /// Its members, in their order.
  static final List<String> MEMBERS =
      List.of(CHANNEL, PARTNER, REPLAY_REQUEST_ID, REPLAY_JOB_ID, IS_HISTORICAL);

  private SourceInfo() {}

  static boolean isSent(Content content) {
    return content.is(Toggle.INCLUDE_METADATA);
  }

  static boolean isSent(Content content, String member) {
    return !content.excludes(NODE, member);
  }

  /// Tells what of it no message has.
  ///
  /// @param hears the path of what is left out, and the key of the setting that does it
  public static void leftOut(Content content, BiConsumer<String, String> hears) {
    if (!isSent(content)) {
      hears.accept(NODE, Toggle.INCLUDE_METADATA.key());
      return;
    }
    for (String member : MEMBERS) {
      if (!isSent(content, member)) {
        hears.accept(NODE + "." + member, Content.METADATA_FIELD_EXCLUSION);
      }
    }
  }
}
