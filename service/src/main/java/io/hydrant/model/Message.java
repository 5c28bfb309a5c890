package io.hydrant.model;

import java.util.UUID;

/// One outgoing JSON document, delimiter included.
///
/// @param id the same whenever the same content is encoded again
/// @param count events it carries for the ledger; one for a batch without events
public record Message(UUID id, Bytes document, int count) {}
