/// What one connection's content settings leave of a batch, and which setting dropped the rest.
@NullMarked
package io.hydrant.select;

import org.jspecify.annotations.NullMarked;
