/// The words of the field as values: bytes, origins, fragments, arrivals, messages.
@NullMarked
package io.hydrant.model;

import org.jspecify.annotations.NullMarked;
