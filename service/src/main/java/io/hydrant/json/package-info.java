/// JSON as it came: where the values of a text lie, without taking them apart.
@NullMarked
package io.hydrant.json;

import org.jspecify.annotations.NullMarked;
