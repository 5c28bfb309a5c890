/// What passes, for those who watch.
@NullMarked
package io.hydrant.live;

import org.jspecify.annotations.NullMarked;
