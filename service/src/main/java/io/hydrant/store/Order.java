package io.hydrant.store;

/// What the committer is asked to write, submissions aside. Orders go first in every write and are
/// never refused: they are bounded by what is in flight.
sealed interface Order
    permits Strike,
        Enroll,
        Adopt,
        Discard,
        Hold,
        CloseSessions,
        DeadOrder,
        TakeOut,
        EraseOrder,
        Note,
        Remember,
        Witness {}
