/// What waits, durable in one RocksDB directory, written by one committer; see
/// [io.hydrant.store.Store].
@NullMarked
package io.hydrant.store;

import org.jspecify.annotations.NullMarked;
