package io.hydrant.emulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A misfortune that strikes one call.
///
/// @param delay for [Misfortune.Delays], how long; else zero
/// @param throttle for [Misfortune.Throttles], what the call's stream takes; else null
record Strike(Misfortune misfortune, Duration delay, @Nullable Throttle throttle) {}
