package io.hydrant.deliver;

import io.hydrant.alert.Alerts;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.store.Store;

/// What a loop works with.
///
/// @param budget shared by all loops of the process
/// @param alerts of the process
public record DeliveryMeans(
    Store store, EncodedBudget budget, Alerts alerts, Clock clock, Chance chance) {}
