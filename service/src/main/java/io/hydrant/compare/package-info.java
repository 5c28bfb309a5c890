/// Two streams of outgoing messages side by side: what one has and the other has not, or has
/// otherwise.
@NullMarked
package io.hydrant.compare;

import org.jspecify.annotations.NullMarked;
