package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An emulator in a process of its own, ended by SIGKILL while it is called.
class KilledEmulatorTest {
  @TempDir Path directory = Path.of("");

  @Test
  void what_was_answered_before_a_kill_is_there_after_it() throws Exception {
    List<String> answered = new ArrayList<>();
    CountDownLatch fifty = new CountDownLatch(50);
    Process process = spawn();
    try (BufferedReader output = process.inputReader();
        SignedCaller caller = new SignedCaller(URI.create(output.readLine()))) {
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    String body = Bodies.putRecordBatch("s", 10, 2_000, 30_000);
                    HttpResponse<String> reply = caller.call("PutRecordBatch", body);
                    answered.add(reply.headers().firstValue("x-amzn-RequestId").orElseThrow());
                    fifty.countDown();
                  }
                } catch (IOException | InterruptedException killed) {
                  // The end of the process is the end of the calls.
                }
              });
      assertThat(fifty.await(30, TimeUnit.SECONDS)).isTrue();
      process.destroyForcibly().waitFor();
      sender.join();
    }

    try (Emulator emulator =
        Emulator.start(EmulatorOptions.builder().directory(directory).build())) {
      List<String> kept =
          emulator.records("s", 0).stream().map(StoredRecord::requestId).distinct().toList();
      assertThat(kept).containsAll(answered);
      assertThat(kept.size()).isBetween(answered.size(), answered.size() + 1);
      assertThat(emulator.records("s", 0).subList(0, answered.size() * 3))
          .extracting(record -> record.data().length)
          .startsWith(10, 2_000, 30_000, 10, 2_000, 30_000);
    }
  }

  private Process spawn() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledEmulatorTest.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The process: prints its endpoint and serves until it is killed.
  public static void main(String[] arguments) throws InterruptedException {
    try (Emulator emulator =
        Emulator.start(
            EmulatorOptions.builder().directory(Path.of(arguments[0])).stream("s").build())) {
      System.out.println(emulator.endpoint());
      Thread.currentThread().join();
    }
  }
}
