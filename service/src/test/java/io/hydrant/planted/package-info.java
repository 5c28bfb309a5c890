/// Bugs planted on purpose, each of which a named test must catch: a check that never fails proves
/// nothing.
@NullMarked
package io.hydrant.planted;

import org.jspecify.annotations.NullMarked;
