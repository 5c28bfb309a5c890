package io.hydrant.cli;

import io.hydrant.firehose.AmazonFirehose;
import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.Described;
import io.hydrant.firehose.Policy;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Waited;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Delivery;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What AWS says of one connection's stream, and what a person does about it.
final class StreamCheck {
  private static final Duration PUT_PATIENCE = Duration.ofSeconds(40);
  private static final Pattern ACTION = Pattern.compile("not authorized to perform: ([A-Za-z:]+)");
  private static final Pattern ACCOUNT = Pattern.compile("arn:[^:]*:(?:iam|sts)::(\\d{12}):");
  private static final String PROBE = "{\"hydrant\":\"check --put\"}\n";

  private final AmazonFirehose amazon;
  private final PrintStream out;
  private final Paint paint;

  StreamCheck(AmazonFirehose amazon, World world) {
    this.amazon = amazon;
    this.out = world.output().out();
    this.paint = Paint.of(world);
  }

  /// Says what there is to say.
  ///
  /// @param puts whether a record is put, too
  /// @return whether the connection can deliver, as far as that can be known
  boolean isWell(Connection connection, boolean puts) {
    Delivery delivery = connection.delivery();
    String caller = isLocal(delivery) ? null : amazon.caller(delivery).orElse(null);
    if (caller != null) {
      say("AWS knows us as " + caller);
    }
    boolean isWell =
        switch (amazon.describe(delivery)) {
          case Described.Stream stream -> isWell(stream);
          case Described.Refused refused -> isWell(refused.answer(), delivery, caller);
          case Described.NoCredentials none ->
              bad("no credentials: " + none.why() + "; see outputs in docs/configuration.md");
          case Described.NoAnswer none ->
              bad("no answer from Firehose: " + none.why() + "; check the region and the network");
        };
    return puts ? isPut(delivery, caller) && isWell : isWell;
  }

  private static boolean isLocal(Delivery delivery) {
    return delivery.endpoint() != null
        && delivery.endpoint().getHost() != null
        && delivery.endpoint().getHost().matches("localhost|127\\..*|\\[::1]");
  }

  private boolean isWell(Described.Stream stream) {
    if (stream.takesRecords()) {
      return good(stream.arn() + " is ACTIVE and takes records (Direct PUT)");
    }
    if (!stream.type().equals("DirectPut")) {
      return bad(
          "the stream's source is "
              + stream.type()
              + ": it takes no records from others; make one whose source is Direct PUT");
    }
    return bad("the stream is " + stream.status() + ", not ACTIVE");
  }

  private boolean isWell(Answer.Refused refused, Delivery delivery, @Nullable String caller) {
    String code = refused.code() == null ? "HTTP " + refused.status() : refused.code();
    if (code.startsWith("ResourceNotFound")) {
      return bad(
          "there is no delivery stream "
              + delivery.deliveryStreamName()
              + " in "
              + delivery.awsRegion()
              + " of this account");
    }
    if (!code.startsWith("AccessDenied")) {
      return bad(code + ": " + refused.message());
    }
    Matcher action = ACTION.matcher(refused.message());
    String missing = action.find() ? action.group(1) : "an action";
    bad("IAM does not allow " + missing + " on the stream; this policy does:");
    out.println(
        Indented.of(
                Policy.of(
                    delivery.deliveryStreamName(),
                    delivery.awsRegion(),
                    account(caller, refused.message())))
            .indent(6)
            .stripTrailing());
    return false;
  }

  /// The account of the caller, or of whom the refusal names; words to be replaced when neither is
  /// known.
  private static String account(@Nullable String caller, String refusal) {
    Matcher account = ACCOUNT.matcher(caller == null ? refusal : caller);
    return account.find() ? account.group(1) : "YOUR-ACCOUNT-ID";
  }

  private boolean isPut(Delivery delivery, @Nullable String caller) {
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
    return switch (answer) {
      case Answer.Decided decided
          when decided.records().size() == 1
              && decided.records().getFirst() instanceof Answer.Taken taken ->
          good("a record was put: " + taken.recordId());
      case Answer.Refused refused -> isWell(refused, delivery, caller);
      case Answer.NotSent notSent -> bad("the record was not sent: " + notSent.why());
      case Answer.Unknown unknown -> bad("nobody knows of the record: " + unknown.why());
      case Answer.Decided _ -> bad("the record was not taken");
      case null -> bad("no answer for the record in time");
    };
  }

  private boolean good(String line) {
    out.println("    " + paint.green("ok") + "       " + line);
    return true;
  }

  private boolean bad(String line) {
    out.println("    " + paint.bold("PROBLEM") + "  " + line);
    return false;
  }

  private void say(String line) {
    out.println("    " + line);
  }
}
