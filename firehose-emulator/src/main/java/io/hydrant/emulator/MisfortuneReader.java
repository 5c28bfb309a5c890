package io.hydrant.emulator;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what befalls a call from the members of a fault: the word, and what belongs to that word.
final class MisfortuneReader {
  private static final List<String> WORDS =
      List.of(
          "answer",
          "failRecords",
          "reset",
          "hang",
          "garble",
          "delay",
          "drip",
          "slowRead",
          "refuse",
          "closeReused",
          "close",
          "headers",
          "expire",
          "skew",
          "deny",
          "deleteStream",
          "streamStatus",
          "streamTrouble",
          "limit",
          "quota");
  private static final List<String> MOMENTS = List.of("before", "after");
  private static final List<String> EARLY_MOMENTS = List.of("before", "after", "beforeReading");
  private static final long RATE_MAX = 1L << 40;

  private MisfortuneReader() {}

  static String word(ScriptMembers members) {
    if (!members.has("misfortune")) {
      throw members.wrong("expected a misfortune, one of " + String.join(", ", WORDS));
    }
    return members.word("misfortune", WORDS);
  }

  static Misfortune read(ScriptMembers members) {
    return switch (word(members)) {
      case "answer" -> answer(members);
      case "failRecords" -> failsRecords(members);
      case "reset" -> new Misfortune.Resets(earlyMoment(members));
      case "hang" -> new Misfortune.Hangs(earlyMoment(members));
      case "garble" ->
          new Misfortune.Garbles(
              needed(members, members.constant("how", Garbling.values()), "how"));
      case "delay" -> new Misfortune.Delays(moment(members), latency(members));
      case "drip" -> new Misfortune.Drips(rate(members));
      case "slowRead" -> new Misfortune.ReadsSlowly(rate(members));
      case "refuse" -> new Misfortune.Refuses();
      case "closeReused" -> new Misfortune.ClosesReused();
      case "close" -> new Misfortune.Closes();
      case "headers" ->
          new Misfortune.ChangesHeaders(
              added(members, "add"), Set.copyOf(members.texts("without")));
      default -> state(members);
    };
  }

  /// The misfortunes that last.
  private static Misfortune state(ScriptMembers members) {
    return switch (word(members)) {
      case "expire" -> new Misfortune.Expires(status(members, 400), renewed(members));
      case "skew" ->
          new Misfortune.Skews(members.duration("by", Duration.ZERO), members.flag("date", true));
      case "deny" -> new Misfortune.Denies();
      case "deleteStream" -> new Misfortune.Deletes(members.durationOrNull("recreatedAfter"));
      case "streamStatus" ->
          new Misfortune.HasStatus(
              needed(members, members.constant("status", StreamStatus.values()), "status"),
              members.flag("accepts", false));
      case "streamTrouble" ->
          new Misfortune.HasTrouble(
              needed(members, members.constant("trouble", StreamTrouble.values()), "trouble"));
      case "limit" ->
          new Misfortune.Narrows(
              members.whole("callBytes", 1 << 20, 1, Puts.CALL_BYTES_MAX), status(members, 413));
      case "quota" ->
          new Misfortune.Throttles(
              new Quotas(
                  perSecond(members, "recordsPerSecond", Quotas.UNLIMITED),
                  perSecond(members, "requestsPerSecond", Quotas.UNLIMITED),
                  perSecond(members, "bytesPerSecond", Quotas.UNLIMITED),
                  perSecond(members, "controlPerSecond", Quotas.NONE.controlPerSecond())));
      default -> throw new IllegalStateException("a word without a misfortune");
    };
  }

  private static Misfortune answer(ScriptMembers members) {
    String type = members.text("type", "InternalFailure");
    AwsError known = KnownErrors.named(type);
    AwsError like = known == null ? new AwsError(500, type, "message", "", null) : known;
    int status = status(members, like.status());
    String message = members.text("message", String.valueOf(like.message()));
    String body = members.textOrNull("body");
    String typeIn = members.word("typeIn", List.of("body", "header", "both"));
    String contentType =
        members.text("contentType", body == null ? Reply.JSON : body.isEmpty() ? "" : "text/html");
    if (body == null) {
      AwsError error =
          new AwsError(
              status,
              type,
              like.messageMember(),
              known != null && known.message() == null ? null : message,
              like.code());
      body = typeIn.equals("header") ? error.bodyWithoutType() : error.body();
    }
    Misfortune.Answers answers =
        new Misfortune.Answers(
            moment(members), status, contentType, body, added(members, "headers"));
    return typeIn.equals("body") ? answers : answers.withFirst("x-amzn-ErrorType", type);
  }

  private static Misfortune failsRecords(ScriptMembers members) {
    String code = members.text("code", "InternalFailure");
    AwsError known = KnownErrors.named(code);
    String otherwise =
        known == null || known.message() == null ? KnownErrors.INTERNAL_FAILURE : known.message();
    return new Misfortune.FailsRecords(
        moment(members), which(members), code, members.text("message", otherwise));
  }

  private static Which which(ScriptMembers members) {
    int most = Violations.CALL_RECORDS_MAX;
    Which which = Which.all();
    if (members.has("records")) {
      which = new Which.At(new HashSet<>(members.positions("records")));
    }
    if (members.has("every")) {
      which = new Which.Every((int) members.whole("every", 1, 1, most));
    }
    if (members.has("first")) {
      which = new Which.First((int) members.whole("first", 1, 1, most));
    }
    if (members.has("last")) {
      which = new Which.Last((int) members.whole("last", 1, 1, most));
    }
    return which;
  }

  private static Latency latency(ScriptMembers members) {
    boolean skewed = members.has("median") || members.has("p99");
    Duration least = members.duration(skewed ? "median" : "least", Duration.ofMillis(1));
    Duration most = members.duration(skewed ? "p99" : "most", least);
    try {
      return skewed ? new Latency.Skewed(least, most) : new Latency.Uniform(least, most);
    } catch (IllegalArgumentException e) {
      throw members.wrong("delay: expected " + e.getMessage());
    }
  }

  private static @Nullable AccessKey renewed(ScriptMembers members) {
    ScriptMembers key = members.members("renewed");
    if (key == null) {
      return null;
    }
    String id = needed(key, key.textOrNull("accessKeyId"), "accessKeyId");
    String secret = needed(key, key.textOrNull("secretAccessKey"), "secretAccessKey");
    String token = key.textOrNull("sessionToken");
    key.end("renewed");
    AccessKey renewed = AccessKey.of(id, secret);
    return token == null ? renewed : new AccessKey(id, secret, token, null, renewed.allowed());
  }

  private static List<Misfortune.Header> added(ScriptMembers members, String name) {
    ScriptMembers headers = members.members(name);
    return headers == null ? List.of() : headers.headers();
  }

  private static int status(ScriptMembers members, int otherwise) {
    return (int) members.whole("status", otherwise, 200, 599);
  }

  private static long rate(ScriptMembers members) {
    return members.whole("bytesPerSecond", 1_000, 1, RATE_MAX);
  }

  private static long perSecond(ScriptMembers members, String name, long otherwise) {
    return members.whole(name, otherwise, 1, RATE_MAX);
  }

  private static Moment moment(ScriptMembers members) {
    return moment(members.word("moment", MOMENTS));
  }

  private static Moment earlyMoment(ScriptMembers members) {
    return moment(members.word("moment", EARLY_MOMENTS));
  }

  private static Moment moment(String word) {
    return switch (word) {
      case "after" -> Moment.AFTER_STORING;
      case "before" -> Moment.BEFORE_STORING;
      default -> Moment.BEFORE_READING;
    };
  }

  private static <T> T needed(ScriptMembers members, @Nullable T value, String name) {
    if (value == null) {
      throw members.wrong("expected " + name);
    }
    return value;
  }
}
