package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each misfortune of the list of what befalls senders, as docs/emulator.md scripts it: given over
/// HTTP, and seen on the wire and in what the stream stored.
class EveryMisfortuneTest extends Exchanges {
  private static final Map<Integer, List<Sight>> SIGHTS = sights();

  private final Wire wire = new Wire(emulator.endpoint(), caller);

  /// What one script of the page must show.
  interface Sight {
    void check(EveryMisfortuneTest test) throws Exception;
  }

  private static Map<Integer, List<Sight>> sights() {
    Map<Integer, List<Sight>> sights = new TreeMap<>();
    sights.putAll(AnswerSights.ALL);
    sights.putAll(ConnectionSights.ALL);
    sights.putAll(StateSights.ALL);
    return sights;
  }

  static Stream<String> scripts() throws IOException {
    return MisfortunePage.read().scripts().entrySet().stream()
        .flatMap(misfortune ->
            IntStream.range(0, misfortune.getValue().size())
                .mapToObj(i -> misfortune.getKey() + "/" + i));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void shows_on_the_wire_and_in_the_log(String which) throws Exception {
    int number = Integer.parseInt(which.substring(0, which.indexOf('/')));
    int place = Integer.parseInt(which.substring(which.indexOf('/') + 1));
    String script = MisfortunePage.read().of(number).get(place);
    assertThat(caller.send("POST", "/_emulator/faults", script).statusCode()).isEqualTo(200);
    SIGHTS.getOrDefault(number, List.of()).get(place).check(this);
    wire.close();
  }

  @Test
  void every_number_of_the_list_has_a_fault_and_every_script_a_sight() throws Exception {
    Map<Integer, List<String>> scripts = MisfortunePage.read().scripts();
    List<Integer> list = new ArrayList<>(IntStream.rangeClosed(1, 33).boxed().toList());
    list.addAll(List.of(36, 37));
    assertThat(scripts.keySet()).containsExactlyElementsOf(new TreeSet<>(list));
    scripts.forEach((number, each) ->
        assertThat(SIGHTS.get(number)).as("sights of " + number).hasSameSizeAs(each).isNotEmpty());
  }

  Wire wire() {
    return wire;
  }

  SignedCaller caller() {
    return caller;
  }

  Emulator emulator() {
    return emulator;
  }

  long stored() {
    return emulator.totals("s").records();
  }

  /// An answer, and that nothing was stored; the next call is well.
  static Sight answers(int status, String... parts) {
    return test -> {
      Wire.Seen seen = test.wire.put("a");
      assertThat(seen.status()).isEqualTo(status);
      assertThat(seen.head() + seen.body()).contains(parts);
      assertThat(test.stored()).isZero();
      assertThat(test.wire.put("b").recordIds()).isEqualTo(1);
      assertThat(test.stored()).isEqualTo(1);
    };
  }
}
