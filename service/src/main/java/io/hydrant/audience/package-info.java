/// Audiences: who is in one, what is known of users, and the messages that a change makes. Pure but
/// for [io.hydrant.audience.DeletionLoop]; the store calls it while it writes.
@NullMarked
package io.hydrant.audience;

import org.jspecify.annotations.NullMarked;
