package io.hydrant.firehose;

import io.hydrant.model.Bytes;
import io.hydrant.platform.Waited;
import io.hydrant.settings.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What AWS says of one connection's stream, and what a person does about it.
public final class StreamCheck {
  private static final Duration PUT_PATIENCE = Duration.ofSeconds(40);
  private static final Pattern ACTION = Pattern.compile("not authorized to perform: ([A-Za-z:]+)");
  private static final Pattern ACCOUNT = Pattern.compile("arn:[^:]*:(?:iam|sts)::(\\d{12}):");
  private static final String PROBE = "{\"hydrant\":\"check --put\"}\n";

  private final AmazonFirehose amazon;
  private final List<Finding> findings = new ArrayList<>();

  private StreamCheck(AmazonFirehose amazon) {
    this.amazon = amazon;
  }

  /// Something that was found.
  ///
  /// @param isGood null when it is neither good nor bad
  /// @param paste what a person may want to paste somewhere; empty when there is nothing
  public record Finding(@Nullable Boolean isGood, String text, String paste) {}

  /// Asks, and waits for the answers: not on a loop's thread.
  ///
  /// @param puts whether a record is put, too
  public static List<Finding> of(AmazonFirehose amazon, Delivery delivery, boolean puts) {
    StreamCheck check = new StreamCheck(amazon);
    check.ask(delivery, puts);
    return List.copyOf(check.findings);
  }

  /// Whether a connection can deliver by these findings, as far as that can be known.
  public static boolean isWell(List<Finding> findings) {
    return findings.stream().noneMatch(finding -> Boolean.FALSE.equals(finding.isGood()));
  }

  private void ask(Delivery delivery, boolean puts) {
    String caller = isLocal(delivery) ? null : amazon.caller(delivery).orElse(null);
    if (caller != null) {
      findings.add(new Finding(null, "AWS knows us as " + caller, ""));
    }
    switch (amazon.describe(delivery)) {
      case Described.Stream stream -> judge(stream);
      case Described.Refused refused -> judge(refused.answer(), delivery, caller);
      case Described.NoCredentials none ->
          bad("no credentials: " + none.why() + "; see outputs in docs/configuration.md");
      case Described.NoAnswer none ->
          bad("no answer from Firehose: " + none.why() + "; check the region and the network");
    }
    if (puts) {
      put(delivery, caller);
    }
  }

  private static boolean isLocal(Delivery delivery) {
    return delivery.endpoint() != null
        && delivery.endpoint().getHost() != null
        && delivery.endpoint().getHost().matches("localhost|127\\..*|\\[::1]");
  }

  private void judge(Described.Stream stream) {
    if (stream.takesRecords()) {
      good(stream.arn() + " is ACTIVE and takes records (Direct PUT)");
    } else if (!stream.type().equals("DirectPut")) {
      bad(
          "the stream's source is "
              + stream.type()
              + ": it takes no records from others; make one whose source is Direct PUT");
    } else {
      bad("the stream is " + stream.status() + ", not ACTIVE");
    }
  }

  private void judge(Answer.Refused refused, Delivery delivery, @Nullable String caller) {
    String code = refused.code() == null ? "HTTP " + refused.status() : refused.code();
    if (code.startsWith("ResourceNotFound")) {
      bad(
          "there is no delivery stream "
              + delivery.deliveryStreamName()
              + " in "
              + delivery.awsRegion()
              + " of this account");
    } else if (!code.startsWith("AccessDenied")) {
      bad(code + ": " + refused.message());
    } else {
      Matcher action = ACTION.matcher(refused.message());
      String missing = action.find() ? action.group(1) : "an action";
      String policy =
          Policy.of(
              delivery.deliveryStreamName(),
              delivery.awsRegion(),
              account(caller, refused.message()));
      String text = "IAM does not allow " + missing + " on the stream; this policy does:";
      findings.add(new Finding(false, text, policy));
    }
  }

  /// The account of the caller, or of whom the refusal names; words to be replaced when neither is
  /// known.
  private static String account(@Nullable String caller, String refusal) {
    Matcher account = ACCOUNT.matcher(caller == null ? refusal : caller);
    return account.find() ? account.group(1) : "YOUR-ACCOUNT-ID";
  }

  private void put(Delivery delivery, @Nullable String caller) {
    Waited<Answer> answered = new Waited<>();
    amazon
        .to(delivery)
        .put(
            new Call(
                Call.Operation.PUT_RECORD,
                delivery.deliveryStreamName(),
                List.of(Bytes.utf8(PROBE))),
            answered::set);
    Answer answer = answered.get(PUT_PATIENCE);
    switch (answer) {
      case Answer.Decided decided
          when decided.records().size() == 1
              && decided.records().getFirst() instanceof Answer.Taken taken ->
          good("a record was put: " + taken.recordId());
      case Answer.Refused refused -> judge(refused, delivery, caller);
      case Answer.NotSent notSent -> bad("the record was not sent: " + notSent.why());
      case Answer.Unknown unknown -> bad("nobody knows of the record: " + unknown.why());
      case Answer.Decided _ -> bad("the record was not taken");
      case null -> bad("no answer for the record in time");
    }
  }

  private void good(String line) {
    findings.add(new Finding(true, line, ""));
  }

  private void bad(String line) {
    findings.add(new Finding(false, line, ""));
  }
}
