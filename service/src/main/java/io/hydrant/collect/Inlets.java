package io.hydrant.collect;

import io.hydrant.platform.Clock;
import io.hydrant.settings.Input;
import io.hydrant.settings.Platform;
import io.hydrant.settings.Quota;
import io.hydrant.settings.Senders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The ways in that a configuration opens: who may send, how fast, and to which connections. A
/// request goes by the same from its first look to its last. Immutable, safe for many threads.
public final class Inlets {
  private final Keys keys;
  private final List<Senders> pages;
  private final Branches branches;
  private final Map<String, Rate> rates;
  private final Map<String, AtOnce> crowds;

  /// @param inputs who may send
  /// @param before whose quotas go on, where they are the same: a reload is no way to send more
  public Inlets(List<Input> inputs, Branches branches, Clock clock, @Nullable Inlets before) {
    this.keys = new Keys(inputs);
    this.pages =
        inputs.stream()
            .map(Input::senders)
            .filter(senders -> senders.include(Platform.WEB))
            .toList();
    this.branches = branches;
    this.rates =
        quotas(
            inputs,
            Quota::batchesPerSecond,
            before == null ? Map.of() : before.rates,
            Rate::batchesPerSecond,
            number -> new Rate(number, clock));
    this.crowds =
        quotas(
            inputs,
            Quota::requestsAtOnce,
            before == null ? Map.of() : before.crowds,
            AtOnce::most,
            AtOnce::new);
  }

  /// One for each input whose quota says a number; that of before, where it is of the same.
  private static <T> Map<String, T> quotas(
      List<Input> inputs,
      Function<Quota, @Nullable Integer> said,
      Map<String, T> before,
      ToIntFunction<T> numberOf,
      IntFunction<T> made) {
    Map<String, T> all = new HashMap<>();
    for (Input input : inputs) {
      Integer number = said.apply(input.quota());
      if (number != null) {
        T known = before.get(input.name());
        boolean goesOn = known != null && numberOf.applyAsInt(known) == number;
        all.put(input.name(), goesOn ? known : made.apply(number));
      }
    }
    return all;
  }

  /// Who may send.
  Keys keys() {
    return keys;
  }

  /// Who may send of web pages, of a request that does not say whose it is: the first that lets
  /// this one send, or any; null when there are none.
  @Nullable Senders pages(@Nullable String origin) {
    for (Senders senders : pages) {
      if (senders.allow(origin)) {
        return senders;
      }
    }
    return pages.isEmpty() ? null : pages.getFirst();
  }

  /// To which connections.
  public Branches branches() {
    return branches;
  }

  /// How many requests of an input are worked on at once; null is any number.
  @Nullable AtOnce atOnce(Input input) {
    return crowds.get(input.name());
  }

  /// The rate of an input; null is any.
  @Nullable Rate rate(Input input) {
    return rates.get(input.name());
  }
}
