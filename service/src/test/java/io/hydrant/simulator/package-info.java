/// The service in a world that fails on purpose: one thread, a virtual clock, and a seed from which
/// everything follows.
@NullMarked
package io.hydrant.simulator;

import org.jspecify.annotations.NullMarked;
