package io.hydrant.deliver;

import io.hydrant.alert.Alerts;
import io.hydrant.live.Feed;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.store.Store;

/// What a loop works with.
///
/// @param budget shared by all loops of the process
/// @param alerts of the process
/// @param feed where those watch who want to see what passes
public record DeliveryMeans(
    Store store, EncodedBudget budget, Alerts alerts, Feed feed, Clock clock, Chance chance) {}
