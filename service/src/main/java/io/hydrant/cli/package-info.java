/// The commands: what people and scripts type, and what they are told.
@NullMarked
package io.hydrant.cli;

import org.jspecify.annotations.NullMarked;
