/// The wiring: what there is and in which order data meets it. Begin with [io.hydrant.Service].
@NullMarked
package io.hydrant;

import org.jspecify.annotations.NullMarked;
