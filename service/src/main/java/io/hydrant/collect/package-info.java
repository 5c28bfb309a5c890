/// What comes in: request bodies become batches, or words that say what is wrong with them.
@NullMarked
package io.hydrant.collect;

import org.jspecify.annotations.NullMarked;
