/// How much memory open sessions and windows take: none that grows with them.
@NullMarked
package io.hydrant.open;

import org.jspecify.annotations.NullMarked;
