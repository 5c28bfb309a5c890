package io.hydrant.planted;

import io.hydrant.planted.Catcher.Named;
import io.hydrant.planted.Catcher.Seeds;
import java.util.List;

/// Bugs between reading what is due and striking it off.
final class DeliveryBugs {
  static final List<PlantedBug> QUICK =
      List.of(
          new PlantedBug(
              "struck off before the answer was read",
              "deliver/DeliveryLoop.java",
              "        departures.add(message, now());\n",
              "        departures.add(message, now());\n        message.taken();\n",
              new Seeds(50)),
          new PlantedBug(
              "struck off past a gap",
              "deliver/Outstanding.java",
              "    return parcels.firstKey();\n",
              "    return read;\n",
              new Seeds(50)),
          new PlantedBug(
              "FailedPutCount ignored",
              "deliver/Verdicts.java",
              "          verdicts.add(Verdict.AGAIN);\n",
              "          verdicts.add(Verdict.TAKEN);\n",
              new Named(
                  "deliver.DeliveryLoopTest",
                  "twoHundredEventsOfOneBatch_everySecondThrottled_crash_noneTakenIsSentTwice")),
          new PlantedBug(
              "whole call resent after a partial failure",
              "deliver/Verdicts.java",
              "    return new Ruling.Each(verdicts, why);\n",
              "    return why == null ? new Ruling.Each(verdicts, why) : again(answers.size(), why);\n",
              new Named(
                  "deliver.DeliveryLoopTest",
                  "twoHundredEventsOfOneBatch_everySecondThrottled_crash_noneTakenIsSentTwice")),
          new PlantedBug(
              "a timeout treated as a failure and dropped",
              "deliver/Verdicts.java",
              "case Answer.Unknown _ -> again(records, Again.UNKNOWN_FATE);",
              """
              case Answer.Unknown _ ->
                  new Ruling.Each(Collections.nCopies(records, Verdict.TAKEN), null);\
              """,
              new Named("deliver.DeliveryLoopTest", "answersThatNeverCame_repeatTheSameMessages")),
          new PlantedBug(
              "a timeout dead-lettered",
              "deliver/Verdicts.java",
              "case Answer.Unknown _ -> again(records, Again.UNKNOWN_FATE);",
              """
              case Answer.Unknown _ ->
                  new Ruling.Each(Collections.nCopies(records, Verdict.NEVER), null);\
              """,
              new Named("deliver.DeliveryLoopTest", "answersThatNeverCame_repeatTheSameMessages")),
          new PlantedBug(
              "a 400 retried forever",
              "deliver/Verdicts.java",
              "return new Ruling.Refused(Doubt.RECORD, code);",
              "return again(records, Again.FAILING);",
              new Named("deliver.HalvingTest", "oneRecordInFiveHundredBatches_isFoundAsWell")),
          new PlantedBug(
              "403 dead-lettered",
              "deliver/Verdicts.java",
              "return new Ruling.Blocked(cause);",
              "return new Ruling.Each(Collections.nCopies(records, Verdict.NEVER), null);",
              new Named("deliver.RetryForTest", "aBlockedConnection_givesNothingUp")),
          new PlantedBug(
              "a record dead-lettered though no other was taken",
              "deliver/Halving.java",
              "if (hasTaken && now - takenAt <= MINUTE_NANOS) {",
              "if (now - takenAt <= MINUTE_NANOS || !hasTaken) {",
              new Named(
                  "deliver.HalvingTest", "aStreamThatRefusesEverythingForAMoment_makesNoneNever")),
          new PlantedBug(
              "what our own code cannot encode given up too early",
              "deliver/Remains.java",
              "static final int THROWN_MAX = 3;",
              "static final int THROWN_MAX = 2;",
              new Seeds(6)),
          new PlantedBug(
              "one event that cannot be encoded takes those around it along",
              "deliver/Gathering.java",
              "        parcel.addBroken(i, Breakage.words(e));\n",
              "        return broken(List.of(row), e);\n",
              new Seeds(6)),
          new PlantedBug(
              "dead letters thrown away before their time",
              "deadletter/DeadLetterLoop.java",
              "store.time() - TimeUnit.MILLISECONDS.toMicros(entry.getValue().toMillis());",
              "store.time();",
              new Seeds(8)),
          new PlantedBug(
              "dropped when full",
              "deliver/Reading.java",
              "          break;\n",
              "          rows.removeFirst();\n          continue;\n",
              new Seeds(50)),
          new PlantedBug(
              "one user keeps the others out",
              "deliver/Turns.java",
              "lineMax = isProbing ? 1 : LINE_MAX;",
              "lineMax = Integer.MAX_VALUE;",
              new Named(
                  "deliver.LongLinesTest",
                  "aUserWithThousandsBehindOneThatFails_keepsNobodyElseOut")),
          new PlantedBug(
              "struck off past what was passed over",
              "deliver/Reading.java",
              "return passed == null || passed.compareTo(read) > 0 ? read : passed;",
              "return read;",
              new Named("deliver.AudienceOrderTest", "aStreamThatIsDownForLong_getsThemInOrder")),
          new PlantedBug(
              "retry without backoff",
              "deliver/Backoff.java",
              "return jittered(doubled(FIRST, failures++, LONGEST));",
              "failures++;\n    return jittered(FIRST);",
              new Named(
                  "deliver.BackoffTest", "rests_areSpreadOverAllOfABoundThatDoublesUpToAMinute")),
          new PlantedBug(
              "no jitter",
              "deliver/Backoff.java",
              "return Duration.ofMillis(1 + chance.below(bound.toMillis()));",
              "return bound;",
              new Named(
                  "deliver.BackoffTest", "rests_areSpreadOverAllOfABoundThatDoublesUpToAMinute")));

  /// Those that show after much virtual time only.
  static final List<PlantedBug> SLOW =
      List.of(
          new PlantedBug(
              "what was delivered stays on the disk",
              "store/Heads.java",
              "left.bytes >= sweepBytes || time - left.sweptAt >= SWEEP_MICROS",
              "left.bytes < 0",
              new Named(
                  "simulator.DiskSpaceTest",
                  "oneOfTwentyConnectionsBlockedForAnHour_theDirectoryIsAtMostTwiceWhatWaits")),
          new PlantedBug(
              "retryFor ends while nothing could be sent",
              "deliver/Patience.java",
              "    if (isRunning) {\n",
              "    if (isRunning || !canSend) {\n",
              new Named("deliver.RetryForTest", "timeInWhichItCouldNotBeSent_doesNotCount")),
          new PlantedBug(
              "one pool for all connections",
              "deliver/DeliveryLoop.java",
              "  private int flying;\n",
              "  private static int flying;\n",
              new Named(
                  "simulator.IsolationTest",
                  "oneConnectionInTrouble_leavesTheOthersLatencyAsItWas",
                  1)),
          new PlantedBug(
              "no slow start after an outage",
              "deliver/Rate.java",
              "cap = steady == 0 ? UNLIMITED : Math.max(RATE_MIN, steady * AFTER_OUTAGE);",
              "cap = UNLIMITED;",
              new Named(
                  "deliver.PacingTest",
                  "afterAnOutage_theFirstTenSecondsAreAtMostTwiceTheSteadyRate_andTheBacklogIsGoneSoon")),
          new PlantedBug(
              "no rate limit",
              "deliver/Rate.java",
              "    if (tokens >= 0) {\n",
              "    if (tokens <= 0 || tokens > 0) {\n",
              new Named(
                  "deliver.PacingTest",
                  "aQuotaOfAFifthOfWhatIsOffered_isUsed_andFewCallsAreThrottled")));

  private DeliveryBugs() {}
}
