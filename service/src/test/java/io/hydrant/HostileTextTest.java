package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.http.RawClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Texts that want to be run, where people outside can put them: into events, into what Firehose
/// answers, and into queries. They stay texts.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextTest {
  private static final List<String> BEGINNINGS =
      List.of("", "\"", "'", "\">", "'>", "-->", "</title>", "</textarea>", "</script>", "`}${");
  private static final List<String> DEEDS =
      List.of(
          "<script>alert(1)</script>",
          "<ScRiPt src=//hydrant.example/x.js>",
          "<img src=x onerror=alert(1)>",
          "<svg/onload=alert(1)>",
          "<svg><script>alert&#40;1)</script>",
          "<iframe srcdoc='<script>alert(1)</script>'>",
          "<a href=javascript:alert(1)>x</a>",
          "<body onload=alert(1)>",
          "<input autofocus onfocus=alert(1)>",
          "<details open ontoggle=alert(1)>",
          "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
          "<style>@import '//hydrant.example/x.css'</style>",
          "<link rel=stylesheet href=//hydrant.example/x.css>",
          "<base href=//hydrant.example/>",
          "<meta http-equiv=refresh content='0;url=//hydrant.example'>",
          " onmouseover=alert(1) x=",
          "<div hx-get=/x hx-trigger=load>",
          "<form action=//hydrant.example><button>x",
          "<object data=//hydrant.example>",
          "<x onclick=alert(1)>x</x>");

  /// What would be markup if it came through.
  private static final Pattern MARKUP =
      Pattern.compile(
          "(?i)<(script(?! src=\"/assets/)|img src=x|svg/|svg><|iframe|a href=javascript|body o|input a"
              + "|details open o|math|style|base|div hx-get=/x|form action=/|object|x on)");

  private ServiceFixture fixture;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    fixture = new ServiceFixture(data);
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  static List<String> payloads() {
    List<String> payloads = new ArrayList<>();
    for (String beginning : BEGINNINGS) {
      DEEDS.forEach(deed -> payloads.add(beginning + deed));
    }
    return payloads;
  }

  private void holds(String path, String payload) throws IOException {
    RawClient.Answered answered = fixture.look(path);
    assertThat(answered.header("content-security-policy")).as(path).contains("default-src 'none'");
    assertThat(MARKUP.matcher(answered.body()).find()).as("%s with %s", path, payload).isFalse();
    if (payload.length() > 30) {
      assertThat(answered.body()).as(path).doesNotContain(payload);
    }
  }

  @Test
  void inQueries() throws IOException {
    assertThat(payloads()).hasSize(200).doesNotHaveDuplicates();
    for (String payload : payloads()) {
      String encoded = URLEncoder.encode(payload, StandardCharsets.UTF_8);
      holds("/sign-in?then=" + encoded, payload);
      holds("/dead?connection=out&error=" + encoded, payload);
      holds("/dead?" + encoded + "=1", payload);
      holds("/dead/letter?id=" + encoded, payload);
      holds("/live?request=" + encoded + "&device=" + encoded, payload);
      holds("/preview?connection=" + encoded, payload);
    }
  }

  /// In events, and in what Firehose says of them, which stands on pages.
  @Test
  void inEventsAndErrors() throws IOException {
    for (String payload : DEEDS) {
      fixture.emulator.clearFaults();
      fixture.emulator.script(Fault.always(Misfortune.error(400, payload, payload)));
      String event =
          "{\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"%s\"}}],\"mpid\":1}"
              .formatted(payload);
      assertThat(fixture.post(event).status()).isEqualTo(202);
      for (String path : List.of("/", "/alerts", "/connections", "/dead?connection=out")) {
        holds(path, payload);
      }
    }
    assertThat(fixture.await("/alerts", "Last: <code>")).contains("Last: <code>");
  }
}
