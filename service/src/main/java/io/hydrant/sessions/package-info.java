/// The course of sessions: looks which timers are due and has the store close what they say.
@NullMarked
package io.hydrant.sessions;

import org.jspecify.annotations.NullMarked;
