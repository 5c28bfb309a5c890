package io.hydrant.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The settings of a connection that decide where and how its messages are sent. They are always
/// today's, also for what waits since yesterday.
///
/// @param endpoint another door than the region's; null is the region's
/// @param role taken before anything is sent; null is none
/// @param packing null: a document has a record to itself
public record Delivery(
    String deliveryStreamName,
    String awsRegion,
    @Nullable URI endpoint,
    Credentials credentials,
    @Nullable AssumedRole role,
    @Nullable Packing packing) {
  public Delivery {
    if (deliveryStreamName.isEmpty() || awsRegion.isEmpty()) {
      throw new IllegalArgumentException(
          "stream and region: " + deliveryStreamName + ", " + awsRegion);
    }
  }
}
