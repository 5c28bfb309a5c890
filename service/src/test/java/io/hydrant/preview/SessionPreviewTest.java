package io.hydrant.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.preview.Previewed.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// When a preview has whole sessions leave, and as what.
class SessionPreviewTest {
  private static final long MINUTE = 60_000;
  private static final String IDLE =
      "when its session is complete: after 30m, if nothing more of it comes";
  private static final String ENDED = "30s after its session_end";
  private static final String FOLLOWED = "30s after the session_start of another session";

  private final Asking asking = new Asking("").inSessions(30 * MINUTE);

  /// A batch of one device with events like `+1` (a start of session 1), `1` (an event of it), `-1`
  /// (its end), `0` (an event outside of any).
  private SessionPreviewTest post(long afterMillis, String... events) {
    String each =
        Arrays.stream(events).map(SessionPreviewTest::event).collect(Collectors.joining(","));
    asking.post(afterMillis, "{'mp_deviceid':'d','mpid':1,'events':[" + each + "]}");
    return this;
  }

  private static String event(String text) {
    String type =
        switch (text.charAt(0)) {
          case '+' -> "session_start";
          case '-' -> "session_end";
          default -> "custom_event";
        };
    String session = text.replaceAll("[+-]", "");
    String data = session.equals("0") ? "{}" : "{'session_uuid':'s" + session + "'}";
    return "{'event_type':'" + type + "','data':" + data + "}";
  }

  private List<String> messages() {
    Answer answer = asking.answer();
    return answer.messages().stream()
        .map(message -> message.events() + ", " + message.when().words())
        .toList();
  }

  @Test
  void nothingMore_closesAfterTheTimeout_countedFromTheLast() {
    assertThat(post(0, "1").post(29 * MINUTE, "1").post(59 * MINUTE, "1").messages())
        .containsExactly("2, " + IDLE, "1, " + IDLE);
  }

  @Test
  void anEnd_leavesTimeForStragglers() {
    assertThat(post(0, "1").post(10, "-1").post(30_009, "1").post(30_010, "1").messages())
        .containsExactly("3, " + ENDED, "1, " + IDLE);
  }

  @Test
  void anEndWithNothingToClose_isForgotten() {
    Answer answer =
        new Asking("sendLifecycleEvents: false")
            .inSessions(30 * MINUTE)
            .post(0, "{'mpid':1,'events':[" + event("-1") + "]}")
            .post(1, "{'mpid':1,'events':[" + event("1") + "]}")
            .answer();
    assertThat(answer.messages()).extracting(message -> message.when().words()).contains(IDLE);
  }

  @Test
  void theStartOfAnother_closesThoseBefore_butNeitherItselfNorWhatIsOutside() {
    assertThat(post(0, "1", "0").post(5, "+2", "2").messages())
        .containsExactly(
            "1, " + FOLLOWED,
            "1, after 30m without anything more outside of a session",
            "2, " + IDLE);
  }

  @Test
  void twoSessionsInOneBatch_areOrderedByTheirEvents() {
    assertThat(post(0, "+1", "1", "+2", "2").messages())
        .containsExactly("2, " + FOLLOWED, "2, " + IDLE);
  }

  @Test
  void aDay_closesWhatGoesOn() {
    for (int i = 0; i <= 49; i++) {
      post(i * (29 * MINUTE), "1");
    }
    assertThat(post(1_440 * MINUTE, "1").messages())
        .containsExactly("50, 24h after the first of its session", "1, " + IDLE);
  }

  @Test
  void whatIsWaitedFor_isSaidInMillisecondsFromTheLast() {
    Answer answer = post(0, "-1").post(10_000, "1").asking.answer();
    assertThat(answer.messages())
        .extracting(message -> message.when().withinMillis())
        .containsExactly(20_000L);
  }
}
