package io.hydrant;

import io.hydrant.collect.LoadShedder;
import io.hydrant.console.Figures;
import io.hydrant.console.RejectedFigures;
import io.hydrant.membership.PartnerFigures;
import io.hydrant.metrics.Exposition;
import io.hydrant.metrics.Metric;
import io.hydrant.settings.Input;
import io.hydrant.store.Store;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All that is measured, in the order of the documentation.
final class Measures {
  private Measures() {}

  /// @param inputs those of today
  static Exposition of(
      Figures figures,
      LoadShedder shedder,
      PartnerFigures partners,
      Store store,
      Supplier<List<Input>> inputs) {
    RejectedFigures rejected =
        new RejectedFigures(store, () -> inputs.get().stream().map(Input::name).toList());
    List<Metric> all =
        Stream.of(figures.all(), shedder.all(), partners.all(), rejected.all())
            .flatMap(List::stream)
            .toList();
    return new Exposition(all, figures::take);
  }
}
