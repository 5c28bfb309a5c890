package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What was accepted, read over HTTP and in the process.
class InspectionTest extends Exchanges {
  @Test
  void records_are_read_from_an_index_on() throws Exception {
    caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 1, 5_121, 2));
    StoredRecord second = emulator.records("s", 1).getFirst();

    HttpResponse<String> reply = caller.get("/_emulator/streams/s/records?from=1&count=1");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(reply.body())
        .startsWith(
            "{\"records\":[{\"index\":1,\"recordId\":\""
                + second.recordId()
                + "\",\"time\":\"2026-11-23T19:05:00Z\",\"requestId\":\""
                + second.requestId()
                + "\",\"position\":1,\"bytes\":5121,\"billedUnits\":2,\"data\":\"AAAA")
        .endsWith("\"}],\"next\":2}");
    assertThat(caller.get("/_emulator/streams/s/records?from=7").body())
        .isEqualTo("{\"records\":[],\"next\":7}");
  }

  @Test
  void totals_count_what_is_billed() throws Exception {
    caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 1, 5_121, 2));
    emulator.createStream("t");
    emulator.deleteStream("t");
    pass(DELETING);

    assertThat(caller.get("/_emulator/streams/s").body())
        .isEqualTo(
            "{\"name\":\"s\",\"status\":\"ACTIVE\",\"records\":3,\"bytes\":5124,\"billedUnits\":4,\"calls\":1}");
    assertThat(caller.get("/_emulator/streams").body())
        .endsWith(
            ",{\"name\":\"t\",\"status\":\"DELETED\",\"records\":0,\"bytes\":0,\"billedUnits\":0,\"calls\":0}]}");
  }

  @Test
  void a_reader_waits_for_the_next_record() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicReference<String> read = new AtomicReference<>("");
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try (SignedCaller other = new SignedCaller(emulator.endpoint())) {
                asked.countDown();
                read.set(other.get("/_emulator/streams/s/records?wait=20000").body());
              } catch (Exception e) {
                read.set(e.toString());
              }
            });
    asked.await();
    caller.call("PutRecord", Bodies.putRecord("s", 3));
    assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
    assertThat(read.get()).contains("\"index\":0").endsWith("\"next\":1}");

    assertThat(caller.get("/_emulator/streams/s/records?from=1&wait=50").body())
        .isEqualTo("{\"records\":[],\"next\":1}");
  }

  @Test
  void records_are_awaited_without_polling() throws Exception {
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              try (SignedCaller other = new SignedCaller(emulator.endpoint())) {
                other.time = clock.instant();
                other.call("PutRecord", Bodies.putRecord("s", 3));
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    assertThat(emulator.awaitRecords("s", 1, Duration.ofSeconds(60))).hasSize(1);
    sender.join();
    assertThatThrownBy(() -> emulator.awaitRecords("s", 2, Duration.ofMillis(20)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("stream s has 1 records after PT0.02S, not 2");
  }

  @Test
  void what_is_not_there_is_said() throws Exception {
    assertThat(caller.get("/_emulator/streams/nosuch").body())
        .isEqualTo("{\"error\":\"there never was a delivery stream nosuch\"}");
    assertThat(caller.get("/_emulator/streams/s/records?from=-1").statusCode()).isEqualTo(400);
    assertThat(caller.get("/_emulator/streams/s/records?from=x").body())
        .isEqualTo("{\"error\":\"from must be a whole number, not x\"}");
    assertThat(caller.get("/_emulator/nothing").statusCode()).isEqualTo(404);
    assertThat(caller.send("PUT", "/_emulator/streams/s", "").statusCode()).isEqualTo(404);
    assertThatThrownBy(() -> emulator.records("nosuch", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_page_that_came_by_another_name_reads_nothing() throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), emulator.endpoint().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /_emulator/streams HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 403");
    }
  }
}
