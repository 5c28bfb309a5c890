package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Bytes;
import io.hydrant.platform.Chance;
import io.hydrant.platform.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A store on one thread and a virtual clock, which is opened anew as after a crash.
abstract class StoreCase {
  final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  Store store = unopened();

  /// Opens the same tables again, as after a crash.
  abstract Tables openTables() throws IOException;

  @SuppressWarnings("NullAway") // until BeforeEach
  private static Store unopened() {
    return null;
  }

  @BeforeEach
  void open() throws IOException {
    Chance chance = Chance.of(new SplittableRandom(4));
    store = Store.open(this::openTables, clock, chance, StoreOptions.UNBOUNDED);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// Whether the one batch of a submission had come before.
  static boolean isDuplicate(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Kept.class);
    return outcome.equals(new Outcome.Kept(List.of(Outcome.Kept.DUPLICATE)));
  }

  void crash() throws IOException {
    store.close();
    open();
  }

  /// Has a connection configured, and no other.
  int enrolled(String name) {
    List<@Nullable Map<String, Enrolled>> answers = new ArrayList<>();
    store.enroll(Map.of(name, Bytes.utf8("x")), answers::add);
    store.step();
    Map<String, Enrolled> enrolled = Objects.requireNonNull(answers.getFirst());
    return Objects.requireNonNull(enrolled.get(name)).connection();
  }

  void assertAgrees() throws IOException {
    assertThat(store.audit())
        .allSatisfy(audit -> assertThat(audit.agrees()).as(audit.toString()).isTrue());
  }
}
