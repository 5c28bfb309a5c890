package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.platform.VirtualClock;
import io.hydrant.reference.AudienceReceiver;
import io.hydrant.reference.AudienceStory;
import io.hydrant.vectors.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes by chance through the whole service, on a clock that only the test moves: what the
/// stream holds is what the second implementation says, and each user's in its order.
class AudienceStoriesTest {
  private static final String INPUTS = "[{ name: a, key: key, secret: secret, audiences: true }]";
  private static final int STORIES = 10;
  private static final Duration STEP = Duration.ofMillis(60);

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(longs = {1_000_000, 2_000_000, 3_000_000})
  void theStreamHolds_whatTheSecondImplementationSays(long from) throws Exception {
    for (long seed = from; seed < from + STORIES; seed++) {
      tell(seed);
    }
  }

  private void tell(long seed) throws Exception {
    VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
    AudienceStory story = new AudienceStory(seed);
    AudienceReceiver receiver = story.receivers().getFirst();
    String connection =
        "[{ name: out, type: audience, output: o, deliveryStreamName: s" + receiver.yaml() + " }]";
    Path directory = data.resolve(Long.toString(seed));
    try (ServiceFixture fixture = new ServiceFixture(directory, INPUTS, connection, clock)) {
      story.tell((method, path, body) -> status(fixture, clock, method, path, body), clock::millis);
      long messages = receiver.byUser().stream().mapToLong(List::size).sum();
      String ledger = drained(fixture, clock, "\"delivered\":" + messages);
      assertThat(ledger).as("seed %s", seed).contains("\"delivered\":" + messages + ",");
      String what = "seed " + seed + receiver.yaml();
      List<Object> sent = sent(fixture);
      assertThat(sent)
          .as(what)
          .containsExactlyInAnyOrderElementsOf(
              receiver.byUser().stream().flatMap(List::stream).toList());
      assertThat(receiver.byUser())
          .as(what)
          .allSatisfy(his -> assertThat(sent).containsSubsequence(his));
    }
  }

  /// A deletion is over before the next request: what comes between is another test's.
  private static int status(
      ServiceFixture fixture, VirtualClock clock, String method, String path, String body)
      throws IOException {
    String basic = ServiceFixture.basic("key:secret");
    int status = fixture.ask(method + " " + path, basic, body).status();
    String audiences = fixture.ask("GET /v1/audiences", basic, "").body();
    while (audiences.contains("\"isBeingDeleted\":true")) {
      clock.advance(STEP);
      audiences = fixture.ask("GET /v1/audiences", basic, "").body();
    }
    return status;
  }

  private static String drained(ServiceFixture fixture, VirtualClock clock, String end)
      throws IOException {
    return fixture.awaitLedger(ledger -> {
      clock.advance(STEP);
      return ledger.contains(end + ",") && ledger.contains("\"pending\":0");
    });
  }

  private static List<Object> sent(ServiceFixture fixture) {
    List<Object> sent = new ArrayList<>();
    fixture
        .emulator
        .records("s", 0)
        .forEach(stored ->
            sent.add(
                Objects.requireNonNull(
                    JsonTree.of(new String(stored.data(), StandardCharsets.UTF_8)))));
    return sent;
  }
}
