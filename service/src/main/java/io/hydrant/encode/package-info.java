/// Fragments become messages: merged, and written as one JSON document.
@NullMarked
package io.hydrant.encode;

import org.jspecify.annotations.NullMarked;
