package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.browser.Chromium;
import io.hydrant.browser.Tab;
import io.hydrant.console.Token;
import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.emulator.Moment;
import io.hydrant.emulator.Operation;
import io.hydrant.http.RawClient;
import io.hydrant.platform.MovableClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Every page in a real browser, over a service in trouble: by day and by night, wide and narrow.
/// Pictures of them go to `target/screenshots`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserPagesTest {
  private static final Path SCREENSHOTS = Repository.path("service/target/screenshots");
  private static final int WIDE = 1280;
  private static final int NARROW = 400;
  private static final int HEIGHT = 900;

  /// Of history; AWS would refuse the signatures of a clock that is five minutes ahead.
  private static final int MINUTES = 4;

  private static final String HISTORY = "/api/history?connection=clicks&resolution=minute";

  private static final String INPUTS =
      "[{ name: shop, key: key, secret: secret, audiences: true }]";
  private static final String FIRST =
      "{ name: people, type: audience, output: o, deliveryStreamName: s }";
  private static final String CONNECTIONS =
      """
      [{ name: clicks, type: event, output: o, deliveryStreamName: clickstream, sendAsBatch: false,
      sendScreenViews: false },
      { name: orders, type: event, output: o, deliveryStreamName: orders, sendAsBatch: false,
      retryFor: 1s },
      { name: sessions, type: event, output: o, deliveryStreamName: clickstream },
      { name: warehouse, type: event, output: o, deliveryStreamName: warehouse,
      sendAsBatch: false },
      %s]
      """
          .formatted(FIRST);
  private static final String BATCH =
      """
      {"mpid":%d,"user_identities":{"email":"ann@shop.example"},"events":[\
      {"event_type":"custom_event","data":{"event_name":"Added to basket"}},\
      {"event_type":"screen_view","data":{"screen_name":"Basket"}}]}\
      """;

  private static final String WHO = ServiceFixture.basic("key:secret");

  private static final String AUDIT =
      """
      axe.run(document, { preload: false, resultTypes: ["violations"],
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] })
        .then((found) => found.violations.flatMap((one) =>
          one.nodes.map((node) => one.id + ": " + node.html + " " + node.failureSummary)))
      """;

  /// A row about a custom event that was sent.
  private static final String SENT =
      """
      [...document.querySelectorAll("#live-rows tr")].find((row) => row.querySelector(".state.good")
          && row.textContent.includes("custom_event"))
      """;

  /// What is wider than the screen, though nobody can scroll within it.
  private static final String OVERFLOWING =
      """
      document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
        : [...document.body.querySelectorAll("*")]
            .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest(".wide"))
            .map((one) => one.outerHTML.slice(0, 120))
      """;

  private final MovableClock clock = new MovableClock();
  private final List<String> wrong = new ArrayList<>();
  private String axe;
  private ServiceFixture service;
  private Chromium chromium;
  private Tab tab;
  private Path data;

  @BeforeAll
  void open(@TempDir Path data) throws Exception {
    chromium = Chromium.start();
    this.data = data;
    axe = resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");
    service = new ServiceFixture(data, INPUTS, "[" + FIRST + "]", clock);
    for (String stream : List.of("clickstream", "orders", "warehouse")) {
      service.emulator.createStream(stream);
    }
    service.emulator.script(Fault.always(Misfortune.internalFailure()).of("orders"));
    service.emulator.script(Fault.always(new Misfortune.Denies()).of("warehouse"));
    service.reload(INPUTS, CONNECTIONS);
  }

  @BeforeEach
  void openTab() {
    tab = chromium.tab();
  }

  @AfterEach
  void closeTab() {
    tab.close();
  }

  @AfterAll
  void close() {
    if (chromium != null) {
      chromium.close();
    }
    if (service != null) {
      service.close();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = BrowserPagesTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String page(String path) {
    return page(service, path);
  }

  private static String page(ServiceFixture service, String path) {
    return "http://localhost:" + service.consolePort() + path;
  }

  /// Something is delivered, filtered, waiting, dead and blocked, and there is some history of it.
  private void live() throws IOException {
    String audience = "/v1/audiences/7";
    String named = "{\"name\":\"Bought twice\",\"externalName\":\"bought-twice\"}";
    assertThat(service.ask("PUT " + audience, WHO, named).status()).isEqualTo(201);
    String change = "{\"changes\":[{\"action\":\"add\",\"mpid\":1,\"timestamp_unixtime_ms\":1}]}";
    accepted(service.ask("POST " + audience + "/memberships", WHO, change));
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int i = 0; i <= minute % 2; i++) {
        accepted(service.post(BATCH.formatted(i + 1)));
      }
      long before = steps(service.look(HISTORY).body());
      clock.advance(Duration.ofMinutes(1));
      service.await(HISTORY, history -> steps(history) > before);
    }
  }

  private static long steps(String history) {
    String millis = history.substring(history.indexOf('[') + 1, history.indexOf(']'));
    return millis.isEmpty() ? 0 : millis.chars().filter(c -> c == ',').count() + 1;
  }

  /// Looks at the page that is shown in all ways, and takes its pictures. The audit has each colour
  /// and each width once.
  private void inspect(String name) throws IOException {
    tab.evaluate(axe);
    for (boolean isDark : new boolean[] {false, true}) {
      for (int width : new int[] {WIDE, NARROW}) {
        tab.look(width, HEIGHT, isDark);
        String view = name + (isDark ? "-dark-" : "-light-") + width;
        if (isDark == (width == NARROW)) {
          found(view, tab.evaluate(AUDIT));
        }
        found(view, tab.evaluate(OVERFLOWING));
        tab.screenshot(SCREENSHOTS.resolve(view + ".png"));
      }
    }
    tab.look(WIDE, HEIGHT, false);
  }

  private void found(String view, @Nullable Object list) {
    ((List<?>) Objects.requireNonNull(list)).forEach(one -> wrong.add(view + ": " + one));
  }

  private void visit(String name, String path) throws IOException {
    tab.visit(page(path));
    inspect(name);
  }

  private static void signIn(Tab tab, ServiceFixture service, Path data, String then)
      throws IOException {
    tab.visit(page(service, "/sign-in?then=" + then));
    String token = Files.readString(data.resolve("data").resolve(Token.FILE)).strip();
    tab.evaluate("document.getElementById('token').value = '" + token + "'");
    tab.follow("document.querySelector('form.stack button').click()");
  }

  @Test
  void everyPage_inBothThemesAndWidths() throws IOException {
    visit("empty-dead", "/dead");
    visit("empty-audiences", "/audiences");
    visit("empty-alerts", "/alerts");
    visit("sign-in", "/sign-in");
    signIn(tab, service, data, "/live");
    tab.await("document.getElementById('live-status').textContent.startsWith('Watching')");
    inspect("empty-live");
    live();
    tab.await(SENT);
    tab.evaluate(SENT + ".querySelector('button').click()");
    tab.evaluate("document.getElementById('live-reveal').click()");
    tab.await("document.getElementById('live-json').textContent.includes('Added to basket')");
    inspect("live");

    tab.visit(page("/"));
    tab.await("document.querySelector('.trouble') && document.querySelector('a[id^=dead]')");
    visit("flow", "/");
    tab.evaluate("document.querySelector('details.past').open = true");
    tab.await("document.querySelector('.u-legend')");
    assertThat(tab.evaluate("document.querySelector('.u-legend').textContent"))
        .asString()
        .contains("accepted", "delivered");
    inspect("flow-history");
    visit("alerts", "/alerts");
    assertThat(text()).contains("orders", "warehouse");
    visit("dead", "/dead?connection=orders");
    tab.follow("document.querySelector('a[href^=\"/dead/letter\"]').click()");
    tab.follow("document.querySelector('main form button').click()");
    assertThat(text()).contains("Added to basket", "InternalFailure");
    inspect("letter");
    visit("connections", "/connections");
    visit("preview", "/preview");
    tab.evaluate(
        "document.querySelector('textarea').value = " + "'" + BATCH.formatted(1).strip() + "'");
    tab.follow("document.querySelector('main form .choices button').click()");
    assertThat(text()).contains("What it comes to", "Added to basket");
    inspect("previewed");
    visit("audiences", "/audiences");
    assertThat(text()).contains("Bought twice", "entered").doesNotContain("ann@shop.example");
    tab.follow("document.querySelector('#changes td:nth-child(4) a').click()");
    assertThat(text()).contains("entered", "identities changed");
    tab.follow("document.querySelector('a[href^=\"/audiences/change\"]').click()");
    tab.follow("document.querySelector('main form button').click()");
    assertThat(text()).contains("Who it was", "ann@shop.example");
    inspect("change");
    tab.visit(page("/audiences?user=nobody"));
    assertThat(text()).contains("Nothing became of what is asked for");

    assertThat(wrong).isEmpty();
    quiet(service);
  }

  private String text() {
    return text(tab);
  }

  private static String text(Tab tab) {
    return String.valueOf(tab.evaluate("document.body.innerText"));
  }

  /// No error, nothing that the policy forbids, and nothing asked of anybody else.
  private void quiet(ServiceFixture service) {
    assertThat(tab.troubles()).isEmpty();
    assertThat(tab.requests())
        .isNotEmpty()
        .allMatch(address -> address.startsWith(page(service, "/")));
  }

  /// As names of events, as names and values of attributes, as names of audiences, and as the error
  /// of each record, which is none that is shown, on every page that shows such things.
  @Test
  void hostileTexts_stayTexts(@TempDir Path other) throws Exception {
    List<String> payloads =
        HostileTextTest.payloads().stream().map(BrowserPagesTest::quoted).toList();
    String connections =
        "[{ name: out, type: event, output: o, deliveryStreamName: s, sendAsBatch: false, retryFor: 1s }]";
    try (ServiceFixture hostile = new ServiceFixture(other, INPUTS, connections, clock)) {
      hostile.emulator.script(Fault.always(refusingEach(payloads)).on(Operation.PUT_RECORD_BATCH));
      signIn(tab, hostile, other, "/live");
      tab.await("document.getElementById('live-status').textContent.startsWith('Watching')");
      String all = batch(1, payloads);
      accepted(hostile.ask("POST /v2/events", WHO, all));
      tab.await("document.querySelector('#live-rows tr[data-id]')");
      tab.evaluate("document.querySelector('#live-rows tr:last-child button.link').click()");
      tab.evaluate("document.getElementById('live-reveal').click()");
      tab.await("document.getElementById('live-json').textContent.length > 10000");
      String shown = text(tab);
      assertThat(payloads).allMatch(shown::contains);
      tab.follow("document.getElementById('live-preview').click()");
      tab.follow("document.querySelector('main form .choices button').click()");
      assertThat(text(tab)).contains("What it comes to", payloads.getLast());

      List<String> each = payloads.stream().map(one -> batch(2, List.of(one))).toList();
      for (List<String> some : List.of(each.subList(0, 100), each.subList(100, 200))) {
        accepted(hostile.ask("POST /v2/bulkevents", WHO, "[" + String.join(",", some) + "]"));
      }
      settle(hostile, "\"dead\":400");
      for (String path : List.of("/", "/alerts", "/connections", "/dead?connection=out")) {
        tab.visit(page(hostile, path));
      }
      assertThat(text(tab)).contains("no answer for this record").doesNotContain("alert(1)");
      tab.follow("document.querySelector('a[href^=\"/dead/letter\"]').click()");
      tab.follow("document.querySelector('main form button').click()");
      assertThat(text(tab)).contains("alert(1)");
      for (int i = 0; i < payloads.size(); i++) {
        String name = "{\"name\":" + payloads.get(i) + "}";
        assertThat(hostile.ask("PUT /v1/audiences/" + (i + 1), WHO, name).status()).isEqualTo(201);
      }
      tab.visit(page(hostile, "/audiences"));
      assertThat(text(tab)).contains(HostileTextTest.payloads());
      for (String one : payloads.subList(0, 20)) {
        String name = "{\"name\":" + one + ",\"externalName\":" + payloads.getLast() + "}";
        assertThat(hostile.ask("PUT /v1/audiences/999", WHO, name).status()).isLessThan(300);
        accepted(hostile.ask("POST /v1/audiences/999/memberships", WHO, member(one)));
      }
      tab.visit(page(hostile, "/audiences?audience=999&user=" + encoded(payloads.getFirst())));
      tab.visit(page(hostile, "/audiences?audience=999"));
      assertThat(text(tab)).contains(HostileTextTest.payloads().subList(0, 20));
      tab.follow("document.querySelector('a[href^=\"/audiences/change\"]').click()");
      tab.follow("document.querySelector('main form button').click()");
      assertThat(text(tab)).contains(HostileTextTest.payloads().get(19), "Who it was");
      quiet(hostile);
    }
  }

  /// Somebody enters an audience, by an e-mail address.
  private static String member(String email) {
    return "{\"changes\":[{\"action\":\"add\",\"mpid\":5,\"user_identities\":{\"email\":"
        + email
        + "}}]}";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Of an event for each text.
  private static String batch(int mpid, List<String> texts) {
    String attribute = texts.getFirst();
    return "{\"mpid\":%d,\"user_attributes\":{%s:%s},\"events\":[%s]}"
        .formatted(
            mpid,
            attribute,
            attribute,
            texts.stream().map(BrowserPagesTest::event).collect(Collectors.joining(",")));
  }

  private static String event(String text) {
    return """
    {"event_type":"custom_event","data":{"event_name":%s,"custom_attributes":{%s:%s}}}\
    """
        .formatted(text, text, text);
  }

  private static void accepted(RawClient.Answered answered) {
    assertThat(answered.status()).as(answered.body()).isEqualTo(202);
  }

  /// Waits for the ledger for a minute.
  private static void settle(ServiceFixture service, String text) throws IOException {
    String ledger = service.awaitLedger(text);
    for (int i = 0; i < 5 && !ledger.contains(text); i++) {
      ledger = service.awaitLedger(text);
    }
    assertThat(ledger).contains(text);
  }

  /// What Firehose answers when it takes no record, and has a word for each.
  private static Misfortune refusingEach(List<String> payloads) {
    String each =
        payloads.stream()
            .map(one -> "{\"ErrorCode\":%s,\"ErrorMessage\":%s}".formatted(one, one))
            .collect(Collectors.joining(","));
    String body =
        "{\"FailedPutCount\":%d,\"RequestResponses\":[%s]}".formatted(payloads.size(), each);
    return new Misfortune.Answers(
        Moment.BEFORE_STORING, 200, "application/x-amz-json-1.1", body, List.of());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
