package io.hydrant.store;

/// Keeps which stream a connection sends to.
record Witness(int connection, Birth birth) implements Order {}
