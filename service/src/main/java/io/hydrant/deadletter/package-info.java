/// What becomes of dead letters: they are replayed, discarded, or older than their retention; see
/// [io.hydrant.deadletter.DeadLetterLoop].
@NullMarked
package io.hydrant.deadletter;

import org.jspecify.annotations.NullMarked;
