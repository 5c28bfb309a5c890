package io.hydrant;

import io.hydrant.collect.Events;
import io.hydrant.collect.Resource;
import io.hydrant.live.Feed;
import io.hydrant.membership.AudienceDoor;
import io.hydrant.membership.ErasureDoor;
import io.hydrant.membership.PartnerDoor;
import io.hydrant.membership.PartnerFigures;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Version;
import io.hydrant.sdk.SdkDoors;
import io.hydrant.store.Store;
import java.util.List;

/// What lies where at the collector.
final class Sites {
  private Sites() {}

  /// In the order in which they are looked through.
  static List<Resource.Site> of(Store store, Feed feed, PartnerFigures partners, Clock clock) {
    ErasureDoor erasures = new ErasureDoor(store, feed, clock);
    return List.of(
        Events.site(store, clock),
        new AudienceDoor(store, clock),
        erasures,
        new PartnerDoor(store, erasures, clock, Version.text(), partners),
        new SdkDoors(store, clock));
  }
}
