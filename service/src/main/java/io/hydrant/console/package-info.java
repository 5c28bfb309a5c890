/// Where people and scripts look: the ledger and the metrics.
@NullMarked
package io.hydrant.console;

import org.jspecify.annotations.NullMarked;
