package io.hydrant.deliver;

import io.hydrant.firehose.Firehose;

/// Where a connection's messages go today, also those that have waited since yesterday.
///
/// @param firehose reached with the connection's credentials, in its region
public record Target(String deliveryStreamName, Firehose firehose) {}
