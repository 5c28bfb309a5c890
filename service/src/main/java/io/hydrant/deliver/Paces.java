package io.hydrant.deliver;

import io.hydrant.platform.Clock;
import org.jspecify.annotations.Nullable;

/// The pace anew at each target. Failures of the target before are none of the new one's; how fast
/// a stream takes stays true of it when only the way there, or what is sent, is another.
final class Paces {
  private final String connection;
  private final DeliveryMeans means;
  private Rate rate;
  private @Nullable Target last;

  Paces(String connection, DeliveryMeans means) {
    this.connection = connection;
    this.means = means;
    this.rate = new Rate(means.clock().nanos());
  }

  /// The pace at a target; null is nobody.
  Pace at(@Nullable Target next) {
    Clock clock = means.clock();
    if (next != null && (last == null || !last.isSameStream(next))) {
      rate = new Rate(clock.nanos());
    }
    last = next == null ? last : next;
    return new Pace(connection, new Backoff(means.chance()), clock, rate);
  }
}
