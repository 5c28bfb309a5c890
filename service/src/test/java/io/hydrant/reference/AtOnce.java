package io.hydrant.reference;

import io.hydrant.vectors.Vector;
import io.hydrant.vectors.VectorMessages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Batches by chance that come all at once, for many connections, each with settings of its own:
/// for a whole service, which a test has but one of.
public final class AtOnce {
  /// When they come.
  public static final long START = RandomCase.START;

  private final List<Case> cases;

  private AtOnce(List<Case> cases) {
    this.cases = cases;
  }

  /// What a seed stands for.
  public static AtOnce of(long seed, int connections) {
    return new AtOnce(new RandomCase(seed).atOnce(connections));
  }

  /// The settings of each connection, as JSON.
  public List<String> settings() {
    return cases.stream().map(Case::settingsText).toList();
  }

  /// The bodies, each an array of one batch.
  public List<String> bodies() {
    return IntStream.range(0, cases.getFirst().batches().size())
        .mapToObj(i -> "[" + cases.getFirst().text(i) + "]")
        .toList();
  }

  /// Whether a body is for the historical endpoint.
  public boolean isHistorical(int body) {
    return cases.getFirst().batches().get(body).historical();
  }

  /// What a connection's stream holds that the reference says it should not, or the other way
  /// round; empty when they agree.
  public String difference(int connection, List<String> documents) {
    Case given = cases.get(connection);
    Settings settings = Settings.of(given.settingsText());
    Outcome outcome = Reference.outcome(settings, withoutTwins(given.received()), first -> 0);
    List<@Nullable Object> messages = new ArrayList<>(outcome.messages());
    Vector expected = new Vector("", given.settingsText(), START, List.of(), messages);
    String difference = VectorMessages.difference(expected, documents);
    return difference.isEmpty() ? "" : given + "\n" + difference;
  }

  /// Of batches with the same request id the first counts.
  private static List<Received> withoutTwins(List<Received> batches) {
    Set<String> seen = new HashSet<>();
    List<Received> first = new ArrayList<>();
    for (Received each : batches) {
      boolean hasId =
          each.batch().get("source_request_id") instanceof String text && !text.isEmpty();
      if (!hasId || seen.add(String.valueOf(each.batch().get("source_request_id")))) {
        first.add(each);
      }
    }
    return first;
  }
}
