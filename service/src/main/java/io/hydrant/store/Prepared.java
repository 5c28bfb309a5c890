package io.hydrant.store;

import io.hydrant.model.Arrival;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A submission with its values built and compressed, by the thread that brings it: what the
/// committer does not have to do for everybody.
record Prepared(Submission submission, List<List<Rows>> parts, long bytes) {
  /// About what naming an audience takes.
  private static final int STEP_BYTES = 200;

  /// The rows of one part that wait together.
  ///
  /// @param revision of the content settings that all of them name
  record Rows(int connection, int revision, Grouping grouping, List<RowValue> values) {}

  /// The revisions that its rows name.
  IntStream revisions() {
    return parts.stream().flatMap(List::stream).mapToInt(Rows::revision);
  }

  static Prepared of(Submission submission) {
    List<List<Rows>> parts = new ArrayList<>(submission.batches().size());
    long bytes = 0;
    for (Submission.Part part : submission.batches()) {
      List<Rows> rows = new ArrayList<>();
      for (Arrival arrival : part.arrivals()) {
        for (Waiting waiting : arrival.waiting()) {
          Rows prepared = rows(arrival.connection(), waiting);
          rows.add(prepared);
          for (RowValue value : prepared.values()) {
            bytes += value.storedBytes();
          }
        }
      }
      parts.add(rows);
      bytes += bytes(part.steps());
    }
    return new Prepared(submission, parts, bytes);
  }

  private static long bytes(List<? extends Step> steps) {
    long bytes = 0;
    for (Step step : steps) {
      bytes +=
          switch (step) {
            case AudienceStep.MemberChange change -> change.size();
            case Announcement announcement ->
                STEP_BYTES + announcement.message().document().length();
            case Identifying identifying -> identifying.size();
            case Rejection rejection -> STEP_BYTES + rejection.beginning().length();
            case AudienceStep.Naming _, AudienceStep.Deleting _ -> STEP_BYTES;
          };
    }
    return bytes;
  }

  private static Rows rows(int connection, Waiting waiting) {
    List<RowValue> values = new ArrayList<>(waiting.fragments().size());
    for (Fragment fragment : waiting.fragments()) {
      values.add(RowValue.of(Row.Kind.FRAGMENT, fragment.count(), fragment.stored()));
    }
    int revision = waiting.fragments().getFirst().revision();
    return new Rows(connection, revision, waiting.grouping(), values);
  }
}
