package io.hydrant.alert;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A kind of alert: the hosted product's System Alerts under its names, and Hydrant's own.
///
/// Source of the names: mParticle, System Alerts; and the hosted integration's page, "error
/// handling".
public enum AlertType {
  INTERNAL_SERVER_ERROR(
      "500 - Internal Server Error",
      Severity.WARNING,
      "Firehose failed and may or may not have taken the records.",
      "They are sent again, under the same ids. If it goes on for hours, look for an AWS"
          + " incident."),
  SERVICE_UNAVAILABLE(
      "503 - Service Unavailable",
      Severity.WARNING,
      "Firehose takes less than is sent: the stream's quota is spent, or the service is in"
          + " trouble.",
      "What was not taken is sent again, slower. If it goes on: ask AWS for a higher quota, or turn"
          + " on packing."),
  BAD_REQUEST(
      "400 - Bad Request",
      Severity.ERROR,
      "Firehose refused a call that another try does not cure by itself.",
      "The records are kept. The sample names the error; hydrant check asks AWS about the stream."),
  UNKNOWN_ERROR(
      "Unknown Error",
      Severity.ERROR,
      "Firehose answered with an error that Hydrant does not know.",
      "The records are kept and sent again. The sample names the error: look it up at AWS, and"
          + " please report it."),
  FORBIDDEN(
      "403 - Forbidden",
      Severity.ERROR,
      "AWS does not allow what was asked for.",
      "The records are kept. hydrant check --put names the action, hydrant policy prints the"
          + " policy."),
  NOT_FOUND(
      "404 - Not Found",
      Severity.ERROR,
      "The delivery stream is not there.",
      "The records are kept. Make the stream, or correct deliveryStreamName or awsRegion; one that"
          + " took records before waits for hydrant connections resume."),
  NO_ANSWER(
      "Timeout",
      Severity.WARNING,
      "A call ended without an answer: nobody knows whether its records were taken.",
      "They are sent again, under the same ids: readers that go by message_id see them once."),
  NOT_SENT(
      "Connection Failed",
      Severity.WARNING,
      "A call did not leave: the name did not resolve, nobody listened, or the line broke.",
      "The records are kept and sent again. Check network, DNS, proxy and the endpoint setting."),
  INVALID_CREDENTIALS(
      "Invalid Credentials",
      Severity.ERROR,
      "AWS does not know the credentials, or there are none.",
      "The records are kept; credentials are read anew before each try. hydrant check says who AWS"
          + " thinks we are."),
  REQUEST_TOO_LONG(
      "Request Too Long",
      Severity.ERROR,
      "A record or a call is longer than Firehose takes.",
      "See hydrant dead list; nothing else is held up."),
  RETRY_LIMIT_EXCEEDED(
      "Retry Limit Exceeded",
      Severity.ERROR,
      "Records were tried for as long as retryFor says, in vain, and are dead letters now.",
      "hydrant dead list shows them with their error; hydrant dead replay sends them again."),
  BROKEN(
      "Internal Failure",
      Severity.ERROR,
      "Hydrant itself failed to make a message of what was accepted.",
      "It is kept, and everything around it goes on. Please report it, with the log's first"
          + " lines."),
  BLOCKED(
      "Blocked",
      Severity.ERROR,
      "The stream takes nothing until something is repaired.",
      "Everything is kept. hydrant connections shows the cause, and what ends it."),
  PENDING_FULL(
      "Pending Full",
      Severity.ERROR,
      "The connection holds as much as its maxPendingBytes says.",
      "What it holds is kept. The sample says what becomes of what comes in; repair its stream,"
          + " raise maxPendingBytes, or discard dead letters."),
  REJECTED(
      "Rejected Batches",
      Severity.WARNING,
      "An SDK sent something invalid. It was answered 202, because SDKs repeat what is refused.",
      "Nothing of it is forwarded. hydrant dead list --input shows what came and what is wrong with"
          + " it, as far as it is kept."),
  DISK(
      "Disk",
      Severity.ERROR,
      "The disk has less free than diskReserve: batches are answered 503.",
      "Free or add room; what was accepted goes on being delivered, and accepting begins by"
          + " itself."),
  STORE(
      "Store",
      Severity.ERROR,
      "The store failed and is being opened again: batches are answered 503.",
      "The log says why. If it does not open, the process ends with code 75."),
  LEDGER(
      "Ledger",
      Severity.ERROR,
      "The ledger does not balance: an event is unaccounted for.",
      "hydrant ledger --audit counts what lies there. Please report it."),
  DEDUP(
      "Dedup",
      Severity.WARNING,
      "dedup.maxMarks is reached: the older request ids are forgotten early.",
      "A batch sent again after weeks may be taken twice. Raise dedup.maxMarks.");

  /// How much it matters.
  public enum Severity {
    /// It heals by itself.
    WARNING,
    /// A person has to do something.
    ERROR
  }

  private final String title;
  private final Severity severity;
  private final String what;
  private final String act;

  AlertType(String title, Severity severity, String what, String act) {
    this.title = title;
    this.severity = severity;
    this.what = what;
    this.act = act;
  }

  /// What the hosted product calls it.
  public String title() {
    return title;
  }

  public Severity severity() {
    return severity;
  }

  /// What has happened.
  public String what() {
    return what;
  }

  /// What is safe, and what a person does.
  public String act() {
    return act;
  }

  /// Where it is written what to do, step by step.
  public String runbook() {
    return "docs/runbook.md#" + name().toLowerCase(Locale.ROOT);
  }

  /// The one of this name, null when there is none.
  public static @Nullable AlertType named(String name) {
    for (AlertType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
