/// The specification's examples, and what compares messages with them.
@NullMarked
package io.hydrant.vectors;

import org.jspecify.annotations.NullMarked;
