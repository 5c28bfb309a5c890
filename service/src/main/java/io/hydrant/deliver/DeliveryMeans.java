package io.hydrant.deliver;

import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.store.Store;

/// What a loop works with.
///
/// @param budget shared by all loops of the process
public record DeliveryMeans(Store store, EncodedBudget budget, Clock clock, Chance chance) {}
