/// Whom what is left of a batch waits with.
@NullMarked
package io.hydrant.group;

import org.jspecify.annotations.NullMarked;
