package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.Described;
import io.hydrant.firehose.Firehose;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// A Firehose that behaves as it is told, call by call, and answers a little later.
final class ScriptedFirehose implements Firehose {
  private static final long LATENCY_NANOS = Duration.ofMillis(10).toNanos();

  /// What becomes of a call.
  @FunctionalInterface
  interface Turn {
    /// The answer; what is taken goes to `taken`.
    Answer answer(Call call, Consumer<Bytes> taken);
  }

  /// A call whose answer is under way.
  private record Late(long at, Runnable answer) {}

  private final Clock clock;
  private final Queue<Late> late = new PriorityQueue<>(Comparator.comparingLong(Late::at));
  private final List<Call> calls = new ArrayList<>();
  private final List<String> taken = new ArrayList<>();
  private final Deque<Turn> script = new ArrayDeque<>();
  private Turn otherwise = takes();
  private boolean isSilent;
  private @Nullable Instant created;
  private Duration lookLatency = Duration.ofNanos(LATENCY_NANOS);
  private int looks;

  ScriptedFirehose(Clock clock) {
    this.clock = clock;
  }

  /// Takes everything.
  static Turn takes() {
    return takes(i -> true);
  }

  /// Takes records by their place in the call, and throttles the others.
  static Turn takes(IntPredicate places) {
    return (call, taken) -> {
      List<Answer.RecordAnswer> answers = new ArrayList<>();
      for (int i = 0; i < call.records().size(); i++) {
        answers.add(answer(places.test(i), call.records().get(i), taken));
      }
      return new Answer.Decided(answers);
    };
  }

  static Answer.RecordAnswer answer(boolean takes, Bytes document, Consumer<Bytes> taken) {
    if (takes) {
      taken.accept(document);
      return new Answer.Taken("id");
    }
    return new Answer.NotTaken("ServiceUnavailableException", "Slow down.");
  }

  static Turn refuses(int status, String code, String message) {
    return (call, taken) -> new Answer.Refused(status, code, message, null);
  }

  /// Takes everything, and nobody hears of it.
  static Turn takesInSilence() {
    return (call, taken) -> {
      call.records().forEach(taken);
      return new Answer.Unknown("timeout");
    };
  }

  /// The stream was made then; nobody may ask before this is said.
  void created(Instant when) {
    created = when;
  }

  /// How long it takes to describe the stream from now on.
  void looksTake(Duration latency) {
    lookLatency = latency;
  }

  /// How often the stream was described.
  int looks() {
    return looks;
  }

  @Override
  public void describe(String deliveryStreamName, Consumer<Described> then) {
    looks++;
    Described described =
        created == null
            ? new Described.Refused(new Answer.Refused(400, "AccessDeniedException", "no", null))
            : new Described.Stream("arn:" + deliveryStreamName, "ACTIVE", "DirectPut", created);
    late.add(new Late(clock.nanos() + lookLatency.toNanos(), () -> then.accept(described)));
  }

  void then(Turn... turns) {
    script.addAll(List.of(turns));
  }

  /// What happens when the script is at its end.
  void otherwise(Turn turn) {
    this.otherwise = turn;
  }

  /// Answers nothing any more.
  void fallSilent() {
    isSilent = true;
  }

  /// Answers again.
  void speakAgain() {
    isSilent = false;
  }

  List<Call> calls() {
    return calls;
  }

  List<String> taken() {
    return taken;
  }

  @Override
  public void put(Call call, Consumer<Answer> then) {
    calls.add(call);
    Turn turn = script.isEmpty() ? otherwise : script.remove();
    Answer answer = turn.answer(call, document -> taken.add(document.text()));
    if (!isSilent) {
      late.add(new Late(clock.nanos() + LATENCY_NANOS, () -> then.accept(answer)));
    }
  }

  /// Gives the answers whose time has come.
  ///
  /// @return when there will be another
  long step() {
    while (!late.isEmpty() && late.element().at() <= clock.nanos()) {
      late.remove().answer().run();
    }
    return late.isEmpty() ? Loop.NEVER : late.element().at();
  }

  /// The process that asked is gone.
  void crash() {
    late.clear();
  }
}
