package io.hydrant.audience;

import io.hydrant.json.JsonOutput;
import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import io.hydrant.settings.AudienceContent;
import io.hydrant.store.Audience;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What is sent: one JSON document, ended by a newline.
///
/// Source: the data format of mParticle's Amazon Kinesis Firehose Audience page. It publishes no
/// shape for a deletion: `IsDeleted` is ours.
final class AudienceDocument {
  private static final int ROOM = 512;

  private AudienceDocument() {}

  /// That a user is in an audience or not any more.
  ///
  /// @param identities JSON values, in order
  static Bytes membership(
      Audience audience,
      long millis,
      boolean isMember,
      Map<IdentityType, Bytes> identities,
      AudienceContent content) {
    JsonOutput out = head(audience, millis);
    out.put(bytes(isMember ? ",\"IsMember\":true" : ",\"IsMember\":false"));
    out.put(bytes(",\"UserIdentities\":{"));
    boolean isFirst = true;
    for (Map.Entry<IdentityType, Bytes> identity : identities.entrySet()) {
      if (!isFirst) {
        out.put(',');
      }
      isFirst = false;
      out.string(content.name(identity.getKey())).put(':');
      Bytes value = identity.getValue();
      out.put(value.array(), value.offset(), value.offset() + value.length());
    }
    return end(out.put('}'));
  }

  /// That an audience is deleted.
  static Bytes deletion(Audience audience, long millis) {
    return end(head(audience, millis).put(bytes(",\"IsDeleted\":true")));
  }

  private static JsonOutput head(Audience audience, long millis) {
    long seconds = Math.floorDiv(millis, TimeUnit.SECONDS.toMillis(1));
    return new JsonOutput(ROOM)
        .put(bytes("{\"MembershipChangedTimestamp\":\""))
        .put(seconds)
        .put(bytes("\",\"AudienceId\":"))
        .put(audience.id())
        .put(bytes(",\"AudienceName\":"))
        .string(audience.calledName());
  }

  private static Bytes end(JsonOutput out) {
    return Bytes.of(out.put('}').put('\n').toArray());
  }

  private static byte[] bytes(String ascii) {
    return Bytes.utf8(ascii).toArray();
  }
}
