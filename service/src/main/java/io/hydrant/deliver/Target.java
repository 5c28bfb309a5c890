package io.hydrant.deliver;

import io.hydrant.firehose.Firehose;
import io.hydrant.settings.Packing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a connection's messages go today, also those that have waited since yesterday.
///
/// @param firehose reached with the connection's credentials, in its region
/// @param packing how documents share records; null: not at all
/// @param retryFor how long a record is tried, see [Patience]; null is for ever
public record Target(
    String deliveryStreamName,
    Firehose firehose,
    @Nullable Duration retryFor,
    @Nullable Packing packing) {}
