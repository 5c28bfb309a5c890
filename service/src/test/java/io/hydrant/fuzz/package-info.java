/// Inputs that a fuzzer makes: what must hold whatever a client sends.
@NullMarked
package io.hydrant.fuzz;

import org.jspecify.annotations.NullMarked;
