/// What a person configures, resolved once into values that cannot be wrong.
@NullMarked
package io.hydrant.settings;

import org.jspecify.annotations.NullMarked;
