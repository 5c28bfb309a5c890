/// The doors for changes of audiences: one of our own, and one for whoever speaks as the public
/// partner SDK does. Both make the same changes.
@NullMarked
package io.hydrant.membership;

import org.jspecify.annotations.NullMarked;
