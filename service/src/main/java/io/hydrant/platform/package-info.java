/// The world as parameters: clock, chance, threads and files. The only package that may ask for the
/// time.
@NullMarked
package io.hydrant.platform;

import org.jspecify.annotations.NullMarked;
