/// Whether what is secret or personal gets out of the service anywhere but to the stream.
@NullMarked
package io.hydrant.canary;

import org.jspecify.annotations.NullMarked;
