package io.hydrant.deliver;

import io.hydrant.firehose.Firehose;
import io.hydrant.settings.Packing;
import io.hydrant.store.Held;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a connection's messages go today, also those that have waited since yesterday.
///
/// @param place where streams of one name are the same stream: region and endpoint
/// @param firehose reached with the connection's credentials, in its region
/// @param packing how documents share records; null: not at all
/// @param retryFor how long a record is tried, see [Patience]; null is for ever
/// @param gone what is known of the stream that took records before when it is not there any more:
///   then nothing is sent there; null when it is
public record Target(
    String deliveryStreamName,
    String place,
    Firehose firehose,
    @Nullable Duration retryFor,
    @Nullable Packing packing,
    @Nullable Held gone) {

  boolean isSameStream(Target other) {
    return deliveryStreamName.equals(other.deliveryStreamName) && place.equals(other.place);
  }

  /// One whose stream is there, as far as is known, in the only place.
  public Target(
      String deliveryStreamName,
      Firehose firehose,
      @Nullable Duration retryFor,
      @Nullable Packing packing) {
    this(deliveryStreamName, "", firehose, retryFor, packing, null);
  }
}
