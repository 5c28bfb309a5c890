package io.hydrant.collect;

import io.hydrant.platform.Clock;
import io.hydrant.settings.Input;
import io.hydrant.settings.Platform;
import io.hydrant.settings.Senders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ways in that a configuration opens: who may send, how fast, and to which connections. A
/// request goes by the same from its first look to its last. Immutable, safe for many threads.
public final class Inlets {
  private final Keys keys;
  private final List<Senders> pages;
  private final Branches branches;
  private final Map<String, Rate> rates = new HashMap<>();
  private final Map<String, AtOnce> crowds = new HashMap<>();

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
    for (Input input : inputs) {
      Integer batchesPerSecond = input.quota().batchesPerSecond();
      if (batchesPerSecond != null) {
        Rate known = before == null ? null : before.rates.get(input.name());
        boolean goesOn = known != null && known.batchesPerSecond() == batchesPerSecond;
        rates.put(input.name(), goesOn ? known : new Rate(batchesPerSecond, clock));
      }
      Integer requestsAtOnce = input.quota().requestsAtOnce();
      if (requestsAtOnce != null) {
        AtOnce known = before == null ? null : before.crowds.get(input.name());
        boolean goesOn = known != null && known.most() == requestsAtOnce;
        crowds.put(input.name(), goesOn ? known : new AtOnce(requestsAtOnce));
      }
    }
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
