package io.hydrant.firehose;

import io.hydrant.settings.Delivery;
import java.net.URI;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/// Where a region's Firehose is. Regions of a partition (China, GovCloud, …) share a domain, and a
/// region that the SDK does not know yet is told by its name's form.
final class Endpoints {
  private Endpoints() {}

  static URI of(Delivery delivery) {
    URI endpoint = delivery.endpoint();
    return endpoint != null ? endpoint : ofRegion(delivery.awsRegion());
  }

  static URI ofRegion(String region) {
    String domain = PartitionMetadata.of(Region.of(region)).dnsSuffix();
    return URI.create("https://firehose." + region + "." + domain);
  }
}
