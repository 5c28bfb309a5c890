package io.hydrant.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.settings.RecordDelimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Batches, settings and what came of them, for tests of the loop.
final class Samples {
  static final Duration SOON = Duration.ofSeconds(1);
  static final Duration INTERVAL = Duration.ofMinutes(10);
  static final Duration TIMEOUT = Duration.ofMinutes(30);
  static final Pattern MESSAGE_ID = Pattern.compile("\"message_id\":\"([^\"]+)\"");
  private static final Pattern EVENT_NAME = Pattern.compile("\"event_name\":\"([^\"]+)\"");

  private Samples() {}

  static Content singles() {
    return with(Content.standard(), new Batching.SingleEvents());
  }

  static Content windows() {
    return with(Content.standard(), new Batching.Windows(INTERVAL.toMillis()));
  }

  static Content sessions() {
    return with(Content.standard(), new Batching.Sessions(TIMEOUT.toMillis()));
  }

  /// Each event by itself, on a line of its own.
  static Content lines() {
    Content singles = singles();
    return new Content(
        singles.on(),
        singles.uniqueId(),
        singles.schemaVersion(),
        singles.metadataFieldExclusion(),
        singles.environment(),
        singles.batching(),
        RecordDelimiter.NEWLINE);
  }

  static Content with(Content content, Batching batching) {
    return new Content(
        content.on(),
        content.uniqueId(),
        content.schemaVersion(),
        content.metadataFieldExclusion(),
        content.environment(),
        batching,
        RecordDelimiter.NONE);
  }

  /// A batch of events with these names, of one user.
  static String batch(String... names) {
    return batch(List.of(names), "");
  }

  static String batch(List<String> names, String attributes) {
    String events =
        names.stream()
            .map(name ->
                "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"" + name + "\"}}")
            .collect(Collectors.joining(","));
    return "{\"mpid\":7,\"user_attributes\":{" + attributes + "},\"events\":[" + events + "]}";
  }

  static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "e" + i).toList();
  }

  static List<String> found(Pattern pattern, List<String> documents) {
    List<String> found = new ArrayList<>();
    for (String document : documents) {
      Matcher matcher = pattern.matcher(document);
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
    }
    return found;
  }

  static List<String> eventsOf(String document) {
    return found(EVENT_NAME, List.of(document));
  }

  static List<String> events(Rig rig) {
    return found(EVENT_NAME, rig.firehose.taken());
  }

  static void assertAllDelivered(Rig rig) {
    assertThat(rig.ledger().pending()).isZero();
    assertThat(rig.ledger().sessions()).isZero();
    assertThat(rig.ledger().waitingBytes()).isZero();
    assertThat(rig.ledger().delivered()).isEqualTo(rig.ledger().accepted());
    assertThat(rig.disk.counted(rig.way().connection())).isZero();
    assertThat(rig.held()).isZero();
  }
}
