package io.hydrant.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can happen to a call that its sender did not deserve.
public sealed interface Misfortune {

  /// Answers this instead of the right thing.
  ///
  /// @param contentType empty for none
  /// @param headers beside the usual ones
  record Answers(Moment moment, int status, String contentType, String body, List<Header> headers)
      implements Misfortune {
    public Answers {
      headers = List.copyOf(headers);
    }

    /// The same, but the records are stored before.
    public Answers afterStoring() {
      return new Answers(Moment.AFTER_STORING, status, contentType, body, headers);
    }

    /// The same with a header more.
    Answers withFirst(String name, String value) {
      List<Header> all = new ArrayList<>(headers);
      all.addFirst(new Header(name, value));
      return new Answers(moment, status, contentType, body, all);
    }

    Reply.Answered reply() {
      return new Reply.Answered(
          status,
          contentType,
          new Bytes(body.getBytes(StandardCharsets.UTF_8)),
          Manner.headers(headers, Set.of()));
    }
  }

  /// A header of an answer.
  record Header(String name, String value) {}

  /// Answers for some records of a put that they failed; `AFTER_STORING` keeps them all the same. A
  /// PutRecord so struck fails whole.
  record FailsRecords(Moment moment, Which which, String code, String message)
      implements Misfortune {
    /// The same, but the records are stored: the failure that "might have completed".
    public FailsRecords afterStoring() {
      return new FailsRecords(Moment.AFTER_STORING, which, code, message);
    }
  }

  /// Resets the connection without an answer.
  record Resets(Moment moment) implements Misfortune {}

  /// Never answers; the connection stays open until the sender gives up.
  record Hangs(Moment moment) implements Misfortune {}

  /// Stores the records and garbles the answer.
  record Garbles(Garbling how) implements Misfortune {}

  /// Answers rightly, but only after a while; until then nothing is stored with `BEFORE_STORING`.
  record Delays(Moment moment, Latency latency) implements Misfortune {}

  /// Answers rightly, a few bytes at a time.
  record Drips(long bytesPerSecond) implements Misfortune {}

  /// Reads a body of a call a few bytes at a time, once the system's buffers are full.
  record ReadsSlowly(long bytesPerSecond) implements Misfortune {}

  /// Nobody listens: connections that are there end, new ones are refused. It begins at the fault's
  /// `from` and must have an end.
  record Refuses() implements Misfortune {}

  /// Ends an idle connection just as it is used again: of no call but a connection's second and
  /// later.
  record ClosesReused() implements Misfortune {}

  /// Answers rightly and ends the connection with it, as `Connection: close` says.
  record Closes() implements Misfortune {}

  /// Answers rightly with other headers.
  ///
  /// @param added beside the usual; one of the same name makes two of them
  /// @param without names of usual ones that are left out
  record ChangesHeaders(List<Header> added, Set<String> without) implements Misfortune {
    public ChangesHeaders {
      added = List.copyOf(added);
      without = Set.copyOf(without);
    }
  }

  /// The credentials of the first call it strikes have expired: calls signed with them get
  /// `ExpiredTokenException`, those signed with any others pass.
  ///
  /// @param renewed a key that is accepted from then on, null for none beside the emulator's
  record Expires(int status, @Nullable AccessKey renewed) implements Misfortune {}

  /// The service's clock goes wrong, or the sender's does, which is the same: signatures are held
  /// against it, and `Date` says it.
  ///
  /// @param by how far it is ahead; negative for behind
  /// @param saysDate whether answers have a `Date`
  record Skews(Duration by, boolean saysDate) implements Misfortune {}

  /// The signer's policy does not allow the operation: `AccessDeniedException`, in AWS's words.
  record Denies() implements Misfortune {}

  /// The stream of the call is deleted, with nothing left of it, just before the call.
  ///
  /// @param recreatedAfter when one of the same name is there again, null for never
  record Deletes(@Nullable Duration recreatedAfter) implements Misfortune {}

  /// The stream of the call is in this status.
  ///
  /// @param accepts whether it takes records all the same
  record HasStatus(StreamStatus status, boolean accepts) implements Misfortune {}

  /// Something is wrong with the stream of the call.
  record HasTrouble(StreamTrouble trouble) implements Misfortune {}

  /// Calls may be smaller than the documented limits only.
  ///
  /// @param callBytesMax of all records of a call, decoded
  /// @param status 413 for `RequestEntityTooLargeException`, 400 for what Firehose itself says
  record Narrows(long callBytesMax, int status) implements Misfortune {}

  /// Each stream takes this much a second, and each other operation goes this often, whatever the
  /// emulator's quotas are.
  record Throttles(Quotas quotas) implements Misfortune {}

  /// An error as Firehose words it, before anything is stored.
  static Answers error(int status, String type, String message) {
    return answer(new AwsError(status, type, "message", message, null).reply());
  }

  private static Answers answer(Reply.Answered reply) {
    return new Answers(
        Moment.BEFORE_STORING,
        reply.status(),
        reply.contentType(),
        new String(reply.body().array(), StandardCharsets.UTF_8),
        List.of());
  }

  /// The common answer of a service in trouble.
  static Answers internalFailure() {
    return error(500, "InternalFailure", KnownErrors.INTERNAL_FAILURE);
  }

  /// What a front end in trouble sends: no JSON at all.
  static Answers page(int status, String html) {
    return new Answers(
        Moment.BEFORE_STORING, status, html.isEmpty() ? "" : "text/html", html, List.of());
  }

  /// Records that are throttled, whatever the quotas say.
  static FailsRecords throttled(Which which) {
    return new FailsRecords(
        Moment.BEFORE_STORING, which, "ServiceUnavailableException", AwsError.SLOW_DOWN);
  }

  /// Records that fail for no reason of theirs.
  static FailsRecords failed(Which which) {
    return new FailsRecords(
        Moment.BEFORE_STORING, which, "InternalFailure", KnownErrors.INTERNAL_FAILURE);
  }

  static Resets reset(Moment moment) {
    return new Resets(moment);
  }

  static Hangs hang(Moment moment) {
    return new Hangs(moment);
  }

  static Garbles garbled(Garbling how) {
    return new Garbles(how);
  }

  /// When in a call's course it can strike.
  enum Stage {
    /// Never a call: it befalls the port.
    PORT,
    /// When the headers are there.
    HEAD,
    /// Before it is known who signed it.
    SIGNATURE,
    /// When it is signed and readable.
    CALL
  }

  /// When in a call's course it strikes.
  default Stage stage() {
    return switch (this) {
      case Refuses refuses -> Stage.PORT;
      case ReadsSlowly reads -> Stage.HEAD;
      case ClosesReused closes -> Stage.HEAD;
      case Resets(Moment moment) when moment == Moment.BEFORE_READING -> Stage.HEAD;
      case Hangs(Moment moment) when moment == Moment.BEFORE_READING -> Stage.HEAD;
      case Skews skews -> Stage.SIGNATURE;
      case Answers a -> Stage.CALL;
      case FailsRecords f -> Stage.CALL;
      case Resets r -> Stage.CALL;
      case Hangs h -> Stage.CALL;
      case Garbles g -> Stage.CALL;
      case Delays d -> Stage.CALL;
      case Drips d -> Stage.CALL;
      case Closes c -> Stage.CALL;
      case ChangesHeaders c -> Stage.CALL;
      case Expires e -> Stage.CALL;
      case Denies d -> Stage.CALL;
      case Deletes d -> Stage.CALL;
      case HasStatus h -> Stage.CALL;
      case HasTrouble h -> Stage.CALL;
      case Narrows n -> Stage.CALL;
      case Throttles t -> Stage.CALL;
    };
  }

  /// Whether it is a state of things, that lasts unless somebody says otherwise, and not an event.
  default boolean lasts() {
    return this instanceof Refuses
        || this instanceof Expires
        || this instanceof Skews
        || this instanceof Denies
        || this instanceof HasStatus
        || this instanceof HasTrouble
        || this instanceof Narrows
        || this instanceof Throttles;
  }
}
