/// What a person must know: typed, counted by hour, told once.
@NullMarked
package io.hydrant.alert;

import org.jspecify.annotations.NullMarked;
