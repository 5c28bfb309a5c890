package io.hydrant.emulator;

import static io.hydrant.emulator.Moment.AFTER_STORING;
import static io.hydrant.emulator.Moment.BEFORE_STORING;
import static io.hydrant.emulator.Operation.PUT_RECORD;
import static io.hydrant.emulator.Operation.PUT_RECORD_BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Scripted misfortunes, as a sender meets them.
class MisfortuneTest {
  private final Emulator emulator =
      Emulator.start(EmulatorOptions.builder().stream("s").stream("other").build());
  private final SignedCaller caller = new SignedCaller(emulator.endpoint());

  @AfterEach
  void stop() {
    caller.close();
    emulator.close();
  }

  @Test
  void a_fault_strikes_its_calls_and_no_others() throws Exception {
    emulator.script(
        Fault.times(2, Misfortune.internalFailure()).on(PUT_RECORD_BATCH).of("s").after(1));

    assertThat(batch("s", "a").statusCode()).isEqualTo(200);
    assertThat(batch("other", "a").statusCode()).isEqualTo(200);
    assertThat(caller.call("PutRecord", Bodies.putRecord("s", 1)).statusCode()).isEqualTo(200);
    HttpResponse<String> struck = batch("s", "a");
    assertThat(struck.statusCode()).isEqualTo(500);
    assertThat(struck.body())
        .isEqualTo("{\"__type\":\"InternalFailure\",\"message\":\"Internal service failure.\"}");
    assertThat(batch("s", "a").statusCode()).isEqualTo(500);
    assertThat(batch("s", "a").statusCode()).isEqualTo(200);
    assertThat(emulator.totals("s").records()).isEqualTo(3);
  }

  @Test
  void a_fault_may_strike_until_it_is_cleared() throws Exception {
    emulator.script(Fault.always(Misfortune.page(503, "<html>busy</html>")));
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> reply = batch("s", "a");
      assertThat(reply.statusCode()).isEqualTo(503);
      assertThat(reply.body()).isEqualTo("<html>busy</html>");
      assertThat(reply.headers().firstValue("Content-Type")).hasValue("text/html");
    }
    emulator.clearFaults();
    assertThat(batch("s", "a").statusCode()).isEqualTo(200);
  }

  @Test
  void an_error_may_come_after_the_records_were_kept() throws Exception {
    emulator.script(Fault.once(Misfortune.internalFailure().afterStoring()));

    assertThat(batch("s", "a", "b").statusCode()).isEqualTo(500);
    assertThat(emulator.totals("s").records()).isEqualTo(2);
  }

  @Test
  void chosen_records_fail_and_are_not_kept() throws Exception {
    emulator.script(Fault.once(Misfortune.throttled(Which.every(2))));
    emulator.script(Fault.once(Misfortune.failed(Which.at(0))));

    assertThat(batch("s", "a", "b", "c", "d").body())
        .matches(
            "\\{\"FailedPutCount\":2,\"Encrypted\":false,\"RequestResponses\":\\[\\{\"RecordId\":\"[^\"]+\"},"
                + "\\{\"ErrorCode\":\"ServiceUnavailableException\",\"ErrorMessage\":\"Slow down.\"},"
                + "\\{\"RecordId\":\"[^\"]+\"},"
                + "\\{\"ErrorCode\":\"ServiceUnavailableException\",\"ErrorMessage\":\"Slow down.\"}]}");
    assertThat(batch("s", "e", "f").body())
        .startsWith(
            "{\"FailedPutCount\":1,\"Encrypted\":false,\"RequestResponses\":[{\"ErrorCode\":\"InternalFailure\",\"ErrorMessage\":\"Internal service failure.\"},{\"RecordId\":");
    assertThat(stored()).containsExactly("a", "c", "f");
  }

  @Test
  void a_record_may_fail_and_be_kept() throws Exception {
    emulator.script(Fault.once(Misfortune.failed(Which.at(1)).afterStoring()));

    assertThat(batch("s", "a", "b").body()).startsWith("{\"FailedPutCount\":1,");
    assertThat(stored()).containsExactly("a", "b");
  }

  @Test
  void the_only_record_of_a_call_fails_with_it() throws Exception {
    emulator.script(Fault.once(Misfortune.failed(Which.all())).on(PUT_RECORD));

    HttpResponse<String> reply = caller.call("PutRecord", Bodies.putRecord("s", 1));
    assertThat(reply.statusCode()).isEqualTo(500);
    assertThat(reply.body()).startsWith("{\"__type\":\"InternalFailure\"");
    assertThat(stored()).isEmpty();
  }

  @Test
  void the_connection_is_reset_before_or_after_the_records_are_kept() throws Exception {
    emulator.script(Fault.once(Misfortune.reset(BEFORE_STORING)));
    emulator.script(Fault.once(Misfortune.reset(AFTER_STORING)));

    assertThatThrownBy(() -> batch("s", "lost"))
        .isInstanceOf(IOException.class)
        .satisfies(e ->
            assertThat(e)
                .as("a reset, not an orderly end")
                .hasRootCauseInstanceOf(SocketException.class));
    assertThatThrownBy(() -> batch("s", "kept")).isInstanceOf(IOException.class);
    emulator.awaitRecords("s", 1, Duration.ofSeconds(60));
    assertThat(batch("s", "and on").statusCode()).isEqualTo(200);
    assertThat(stored()).containsExactly("kept", "and on");
  }

  @Test
  void the_answer_never_comes() throws Exception {
    emulator.script(Fault.once(Misfortune.hang(BEFORE_STORING)));
    emulator.script(Fault.once(Misfortune.hang(AFTER_STORING)));

    assertThatThrownBy(() -> impatient("lost")).isInstanceOf(HttpTimeoutException.class);
    assertThatThrownBy(() -> impatient("kept")).isInstanceOf(HttpTimeoutException.class);
    emulator.awaitRecords("s", 1, Duration.ofSeconds(60));
    assertThat(batch("s", "and on").statusCode()).isEqualTo(200);
    assertThat(stored()).containsExactly("kept", "and on");
  }

  @Test
  void the_answer_is_garbled() throws Exception {
    for (Garbling how :
        List.of(
            Garbling.FEWER_ANSWERS,
            Garbling.MORE_ANSWERS,
            Garbling.NO_ANSWERS,
            Garbling.WRONG_COUNT,
            Garbling.EMPTY_OBJECT,
            Garbling.CUT_SHORT)) {
      emulator.script(Fault.once(Misfortune.garbled(how)));
    }

    assertThat(batch("s", "a", "b").body()).containsOnlyOnce("RecordId");
    assertThat(batch("s", "a", "b").body().split("RecordId", -1)).hasSize(4);
    assertThat(batch("s", "a", "b").body()).isEqualTo("{\"FailedPutCount\":0,\"Encrypted\":false}");
    assertThat(batch("s", "a", "b").body()).startsWith("{\"FailedPutCount\":1,");
    assertThat(batch("s", "a", "b").body()).isEqualTo("{}");
    HttpResponse<String> half = batch("s", "a", "b");
    assertThat(half.statusCode()).isEqualTo(200);
    assertThat(half.body()).startsWith("{\"FailedPutCount\":0,").doesNotEndWith("}");
    assertThat(emulator.totals("s").records()).isEqualTo(12);
  }

  @Test
  void an_operation_about_streams_meets_misfortunes_too() throws Exception {
    emulator.script(
        Fault.once(Misfortune.error(400, "AccessDeniedException", "no"))
            .on(Operation.DESCRIBE_DELIVERY_STREAM));

    assertThat(batch("s", "a").statusCode()).isEqualTo(200);
    assertThat(caller.call("DescribeDeliveryStream", Bodies.name("s")).body())
        .isEqualTo("{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}");
  }

  @Test
  void a_share_of_the_calls_is_struck_and_the_same_for_the_same_seed() throws Exception {
    List<String> courses = new ArrayList<>();
    for (long seed : new long[] {7, 7, 8}) {
      emulator.clearFaults();
      emulator.script(Fault.always(Misfortune.internalFailure()).share(0.3, seed));
      StringBuilder course = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        course.append(batch("s", "a").statusCode() == 500 ? 'x' : '.');
      }
      courses.add(course.toString());
    }
    assertThat(courses.get(0)).isEqualTo(courses.get(1)).isNotEqualTo(courses.get(2));
    assertThat(courses)
        .allSatisfy(course -> assertThat(course.replace(".", "").length()).isBetween(8, 30));
  }

  @Test
  void a_script_is_written_over_http() throws Exception {
    String script =
        """
        [{"misfortune":"answer","status":429,"type":"ThrottlingException","message":"Rate exceeded",
          "operation":"PutRecordBatch","stream":"s","skip":1,"times":2},
         {"misfortune":"failRecords","moment":"after","records":[0],"code":"InternalFailure"},
         {"misfortune":"garble","how":"empty-object","times":"always"},
         {"misfortune":"hang","moment":"before"}, {"misfortune":"reset"}]
        """;
    HttpResponse<String> written = caller.send("POST", "/_emulator/faults", script);

    assertThat(written.statusCode()).isEqualTo(200);
    assertThat(Fault.parse(script))
        .containsExactly(
            Fault.times(2, Misfortune.error(429, "ThrottlingException", "Rate exceeded"))
                .on(PUT_RECORD_BATCH)
                .of("s")
                .after(1),
            Fault.once(Misfortune.failed(Which.at(0)).afterStoring()),
            Fault.always(Misfortune.garbled(Garbling.EMPTY_OBJECT)),
            Fault.once(Misfortune.hang(BEFORE_STORING)),
            Fault.once(Misfortune.reset(BEFORE_STORING)));
    assertThat(batch("s", "a").body()).startsWith("{\"FailedPutCount\":1,");
    assertThat(batch("s", "a").statusCode()).isEqualTo(429);
    assertThat(batch("s", "a").statusCode()).isEqualTo(429);
    assertThat(batch("s", "a").body()).isEqualTo("{}");
    assertThat(batch("s", "a").body()).isEqualTo("{}");
    assertThat(caller.get("/_emulator/faults").body())
        .contains("EMPTY_OBJECT", "\"times\":\"always\"")
        .doesNotContain("PutRecordBatch");
    assertThat(caller.send("DELETE", "/_emulator/faults", "").body()).isEqualTo("{\"faults\":[]}");
    assertThat(batch("s", "a").body()).startsWith("{\"FailedPutCount\":0,");
  }

  @Test
  void a_script_with_a_mistake_is_refused_with_its_name() throws Exception {
    for (List<String> mistake :
        List.of(
            List.of("misfortune: rest", "faults:1: misfortune: expected one of answer,"),
            List.of("misfortune: rest", "not rest; did you mean reset?"),
            List.of("- misfortune: hang\n- stream: s", "faults:2: expected a misfortune, one of"),
            List.of(
                "misfortune: reset\nmoment: later", "faults:2: moment: expected one of before,"),
            List.of("misfortune: reset\noperation: Put", "not Put; did you mean PutRecord?"),
            List.of("misfortune: reset\ntims: 2", "faults:2: reset takes no tims: expected for,"),
            List.of("misfortune: reset\ntims: 2", "did you mean times?"),
            List.of("misfortune: hang\nhow: empty_body", "hang takes no how"),
            List.of("misfortune: garble", "expected how"),
            List.of("misfortune: garble\nhow: emptyObjekt", "did you mean empty_object?"),
            List.of("misfortune: reset\ntimes: 0", "times: expected a whole number, 1 or more"),
            List.of("misfortune: reset\nshare: 5%", "share: expected a number above 0"),
            List.of("misfortune: reset\nfor: 10", "for: expected a duration, as in 500ms, 20s"),
            List.of("misfortune: refuse", "refuse needs an end (for)"),
            List.of("misfortune: skew\nby: 1h\nstream: s", "cannot name a stream"),
            List.of("misfortune: delay\nleast: 2s\nmost: 1s", "must not be above most"),
            List.of("misfortune: quota\nbytesPerSecond: 0", "expected a whole number, 1 to"),
            List.of("misfortune: expire\nrenewed: {accessKeyId: a}", "expected secretAccessKey"),
            List.of("- misfortune: reset\n  a: [", "faults:2: expected YAML: "),
            List.of("- reset", "faults:1: expected members"))) {
      HttpResponse<String> reply = caller.send("POST", "/_emulator/faults", mistake.getFirst());
      assertThat(reply.statusCode()).isEqualTo(400);
      assertThat(error(reply)).contains(mistake.getLast()).hasLineCount(1);
    }
    assertThat(caller.get("/_emulator/faults").body()).isEqualTo("{\"faults\":[]}");
  }

  private static String error(HttpResponse<String> reply) {
    assertThat(reply.body()).startsWith("{\"error\":\"");
    return reply.body();
  }

  private HttpResponse<String> batch(String stream, String... data) throws Exception {
    return caller.call("PutRecordBatch", Bodies.putRecordBatch(stream, List.of(data)));
  }

  private void impatient(String data) throws Exception {
    String body = Bodies.putRecordBatch("s", List.of(data));
    HttpRequest request =
        HttpRequest.newBuilder(caller.signed("PutRecordBatch", body, body), (name, value) -> true)
            .timeout(Duration.ofSeconds(3))
            .build();
    caller.send(request);
  }

  private List<String> stored() {
    return emulator.records("s", 0).stream()
        .map(record -> new String(record.data(), StandardCharsets.UTF_8))
        .toList();
  }
}
