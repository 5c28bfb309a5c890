package io.hydrant.encode;

import io.hydrant.model.Fragment;

/// A fragment and where it came from: the sequence of its batch, and its number among the rows that
/// the batch made.
record Part(Fragment fragment, long sequence, int n) {}
