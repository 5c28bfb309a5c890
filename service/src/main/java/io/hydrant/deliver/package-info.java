/// One loop a connection: reads what is due, encodes it, sends it, settles it; see
/// [io.hydrant.deliver.DeliveryLoop].
@NullMarked
package io.hydrant.deliver;

import org.jspecify.annotations.NullMarked;
