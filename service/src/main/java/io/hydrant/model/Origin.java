package io.hydrant.model;

import org.jspecify.annotations.Nullable;

/// Where a batch came from, and when.
///
/// @param input the name of the configured input
/// @param partner the feed's name when the channel is [Channel#PARTNER], else null
/// @param historical whether it came through the historical endpoint
/// @param receivedMillis wall clock at receipt, Unix milliseconds
public record Origin(
    String input,
    Channel channel,
    @Nullable String partner,
    boolean historical,
    long receivedMillis) {}
