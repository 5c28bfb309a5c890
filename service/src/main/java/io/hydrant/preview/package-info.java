/// What batches would become: the engine's own steps, with nothing kept and nothing sent.
@NullMarked
package io.hydrant.preview;

import org.jspecify.annotations.NullMarked;
