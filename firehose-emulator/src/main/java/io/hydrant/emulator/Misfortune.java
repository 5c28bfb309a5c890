package io.hydrant.emulator;

import java.nio.charset.StandardCharsets;

/// What can happen to a call that its sender did not deserve.
public sealed interface Misfortune {

  /// Answers this instead of the right thing.
  ///
  /// @param contentType empty for none
  record Answers(Moment moment, int status, String contentType, String body) implements Misfortune {
    /// The same, but the records are stored before.
    public Answers afterStoring() {
      return new Answers(Moment.AFTER_STORING, status, contentType, body);
    }

    Reply.Answered reply() {
      return new Reply.Answered(
          status, contentType, new Bytes(body.getBytes(StandardCharsets.UTF_8)));
    }
  }

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

  /// An error as Firehose words it, before anything is stored.
  static Answers error(int status, String type, String message) {
    return new Answers(
        Moment.BEFORE_STORING,
        status,
        Reply.JSON,
        new String(
            Json.write(json -> {
              json.writeStartObject();
              json.writeStringProperty("__type", type);
              json.writeStringProperty("message", message);
              json.writeEndObject();
            }),
            StandardCharsets.UTF_8));
  }

  /// The common answer of a service in trouble.
  static Answers internalFailure() {
    return error(500, "InternalFailure", "Internal service failure.");
  }

  /// What a front end in trouble sends: no JSON at all.
  static Answers page(int status, String html) {
    return new Answers(Moment.BEFORE_STORING, status, html.isEmpty() ? "" : "text/html", html);
  }

  /// Records that are throttled, whatever the quotas say.
  static FailsRecords throttled(Which which) {
    return new FailsRecords(
        Moment.BEFORE_STORING, which, "ServiceUnavailableException", AwsError.SLOW_DOWN);
  }

  /// Records that fail for no reason of theirs.
  static FailsRecords failed(Which which) {
    return new FailsRecords(
        Moment.BEFORE_STORING, which, "InternalFailure", "Internal service failure.");
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
}
