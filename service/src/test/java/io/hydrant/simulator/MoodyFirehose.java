package io.hydrant.simulator;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.Firehose;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// A Firehose whose streams have moods. It takes, or not, and says so, or not; all of it at random.
final class MoodyFirehose implements Firehose {

  /// How a stream behaves for a while.
  enum Mood {
    WELL,
    THROTTLED,
    DEAD,
    DENIED,
    BATCHES_DENIED,
    WITHOUT_CREDENTIALS,
    STALE,
    DELETED,
    REFUSING_ALL,
    REFUSING_LONG_CALLS,
    PICKY,
    SILENT,
    CONFUSED,
    SLOW
  }

  /// A call of several records that is refused for its length.
  private static final int LONG_BYTES = 6_000;

  private record Late(long at, Runnable answer) {}

  private final Clock clock;
  private final SplittableRandom random;
  private final Judge judge;
  private final Map<String, Mood> moods = new HashMap<>();
  private final List<Late> late = new ArrayList<>();

  MoodyFirehose(Clock clock, SplittableRandom random, Judge judge) {
    this.clock = clock;
    this.random = random;
    this.judge = judge;
  }

  void mood(String stream, Mood mood) {
    moods.put(stream, mood);
  }

  /// All is well from now on.
  void recover() {
    moods.clear();
  }

  /// Nobody is there to hear answers.
  void crash() {
    late.clear();
  }

  @Override
  public void put(Call call, Consumer<Answer> then) {
    Delivery delivery = new Delivery(call.deliveryStreamName());
    judge.offered(delivery, call.records());
    Mood mood = moods.getOrDefault(call.deliveryStreamName(), Mood.WELL);
    Answer answer = answer(mood, call, delivery);
    int most = mood == Mood.SLOW ? 60_000 : 200;
    long at = clock.nanos() + Duration.ofMillis(random.nextInt(1, most)).toNanos();
    late.add(
        new Late(
            at,
            () -> {
              judge.answered(delivery, answer, call.records().size());
              then.accept(answer);
            }));
  }

  private Answer answer(Mood mood, Call call, Delivery delivery) {
    return switch (mood) {
      case WELL, SLOW -> takes(call, delivery, 100);
      case THROTTLED ->
          random.nextInt(4) == 0
              ? new Answer.Refused(503, "ServiceUnavailableException", "Slow down.", null)
              : takes(call, delivery, random.nextInt(100));
      case DEAD -> new Answer.Refused(500, "InternalFailure", "", null);
      case DENIED -> denied(call);
      case BATCHES_DENIED ->
          call.operation() == Call.Operation.PUT_RECORD_BATCH
              ? denied(call)
              : takes(call, delivery, 100);
      case WITHOUT_CREDENTIALS -> new Answer.NotSent(Answer.Cause.CREDENTIALS, "none found");
      case STALE -> new Answer.Refused(400, "ExpiredTokenException", "", null);
      case DELETED -> new Answer.Refused(400, "ResourceNotFoundException", "", null);
      case REFUSING_ALL -> new Answer.Refused(400, "ValidationException", "", null);
      case REFUSING_LONG_CALLS ->
          call.records().size() > 1
                  && call.records().stream().mapToInt(Bytes::length).sum() > LONG_BYTES
              ? new Answer.Refused(413, null, "", null)
              : takes(call, delivery, 100);
      case PICKY ->
          call.records().stream().anyMatch(MoodyFirehose::isPoison)
              ? new Answer.Refused(400, "ValidationException", "", null)
              : takes(call, delivery, 100);
      case SILENT -> {
        takes(call, delivery, random.nextBoolean() ? 100 : 0);
        yield random.nextBoolean()
            ? new Answer.Unknown("timeout")
            : new Answer.Refused(500, "InternalFailure", "", null);
      }
      case CONFUSED -> confused(call, delivery);
    };
  }

  /// Whether a picky stream refuses calls with this record: always the same ones.
  private static boolean isPoison(Bytes record) {
    return record.text().hashCode() % 8 == 0;
  }

  private Answer takes(Call call, Delivery delivery, int percent) {
    List<Answer.RecordAnswer> answers = new ArrayList<>();
    for (Bytes record : call.records()) {
      if (random.nextInt(100) < percent) {
        judge.took(delivery, answers.size(), record);
        answers.add(new Answer.Taken("id"));
      } else if (random.nextInt(8) == 0) {
        // An internal failure may have kept it all the same.
        judge.took(delivery, answers.size(), record);
        answers.add(new Answer.NotTaken("InternalFailure", ""));
      } else {
        answers.add(new Answer.NotTaken("ServiceUnavailableException", "Slow down."));
      }
    }
    if (call.operation() == Call.Operation.PUT_RECORD
        && answers.getFirst() instanceof Answer.NotTaken) {
      return new Answer.Refused(503, "ServiceUnavailableException", "Slow down.", null);
    }
    return new Answer.Decided(answers);
  }

  private Answer confused(Call call, Delivery delivery) {
    Answer right = takes(call, delivery, 50);
    if (!(right instanceof Answer.Decided decided)) {
      return right;
    }
    List<Answer.RecordAnswer> answers = new ArrayList<>(decided.records());
    if (random.nextBoolean()) {
      answers.add(new Answer.Taken("one more"));
    } else {
      answers.removeLast();
    }
    return new Answer.Decided(answers);
  }

  private static Answer denied(Call call) {
    String message =
        "User: arn:x is not authorized to perform: firehose:" + call.operation().text();
    return new Answer.Refused(400, "AccessDeniedException", message, null);
  }

  /// Gives one answer whose time has come, any of them.
  ///
  /// @return when there is another
  long step() {
    List<Late> due = late.stream().filter(each -> each.at() <= clock.nanos()).toList();
    if (!due.isEmpty()) {
      Late chosen = due.get(random.nextInt(due.size()));
      late.remove(chosen);
      chosen.answer().run();
      return clock.nanos();
    }
    return late.stream().mapToLong(Late::at).min().orElse(Loop.NEVER);
  }
}
