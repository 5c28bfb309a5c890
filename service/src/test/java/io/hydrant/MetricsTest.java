package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.json.JsonIndex;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Loaded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The door of the metrics, and what is made of them for those who look.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {
  private static final String DASHBOARD = "ops/grafana-dashboard.json";
  private static final String RULES = "ops/prometheus-alerts.yaml";
  private static final Pattern NAME = Pattern.compile("\\b(?:hydrant|jvm|process)_[a-z_]+\\b");
  private static final Pattern EXPOSED = Pattern.compile("(?m)^(?:# TYPE )?([a-z_]+)");

  private final Emulator emulator = Emulator.start(EmulatorOptions.builder().stream("s").build());
  private Service service;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    String yaml =
        ServiceFixture.yaml(emulator, "sendAsBatch: false, sendScreenViews: false", 0)
            + "metrics: { listen: 127.0.0.1:0, token: scrape }\n";
    service =
        switch (ConfigurationFile.parse(yaml, "test.yaml", data, Map.of())) {
          case Loaded.Accepted accepted ->
              Service.start(
                  accepted.configuration(),
                  Clock.system(),
                  Chance.of(new SplittableRandom(3)),
                  () -> {});
          case Loaded.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    String filtered = BATCH.replace("custom_event", "screen_view");
    assertThat(ServiceFixture.post(service.collectorPort(), filtered).status()).isEqualTo(202);
  }

  @AfterAll
  void close() {
    service.close();
    emulator.close();
  }

  private Answered ask(String start, String headers) throws IOException {
    try (RawClient client = new RawClient(service.metricsPort())) {
      return client.send(start + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n").read();
    }
  }

  private String scrape() throws IOException {
    Answered answered = ask("GET /metrics", "Authorization: Bearer scrape\r\n");
    assertThat(answered.status()).isEqualTo(200);
    return answered.body();
  }

  @Test
  void theDoorOpensToItsToken_andHasNothingElse() throws IOException {
    assertThat(scrape()).contains("hydrant_ready 1.0");
    assertThat(ask("GET /metrics", "").header("www-authenticate")).isEqualTo("Bearer");
    assertThat(ask("GET /metrics", "Authorization: Bearer no\r\n").status()).isEqualTo(401);
    assertThat(ask("POST /metrics", "").status()).isEqualTo(405);
    assertThat(ask("GET /api/ledger", "Authorization: Bearer scrape\r\n").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {DASHBOARD, RULES})
  void whatIsLookedAt_isExposed(String file) throws IOException {
    Set<String> exposed = new TreeSet<>();
    EXPOSED.matcher(scrape()).results().forEach(name -> exposed.add(name.group(1)));
    Set<String> named = new TreeSet<>();
    NAME.matcher(Repository.text(file)).results().forEach(name -> named.add(name.group()));
    assertThat(named).hasSizeGreaterThan(5);
    assertThat(exposed).containsAll(named);
  }

  @Test
  void theDashboardIsJson_whosePanelsAskSomething() throws Exception {
    JsonIndex dashboard = JsonIndex.of(Repository.text(DASHBOARD).getBytes(StandardCharsets.UTF_8));
    String text = dashboard.raw(0);
    assertThat(text.split("\"gridPos\"", -1)).hasSameSizeAs(text.split("\"description\"", -1));
    assertThat(text.split("\"expr\"", -1)).hasSizeGreaterThan(15);
  }

  @Test
  void theRulesAreYaml_andEachSaysWhatToDo() {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(Repository.text(RULES));
    Map<?, ?> group = (Map<?, ?>) ((List<?>) of(read, "groups")).getFirst();
    assertThat((List<?>) of(group, "rules"))
        .hasSizeGreaterThan(8)
        .allSatisfy(rule -> {
          assertThat((String) of(rule, "alert")).startsWith("Hydrant");
          assertThat((String) of(rule, "expr")).isNotBlank();
          Object said = of(rule, "annotations");
          assertThat((String) of(said, "summary")).endsWith(".");
          assertThat((String) of(said, "description")).endsWith(".");
        });
  }

  private static Object of(Object map, String key) {
    return Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
  }
}
