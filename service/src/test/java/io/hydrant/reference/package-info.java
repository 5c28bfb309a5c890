/// A second, deliberately simple implementation of the Event connection, written from the tables of
/// its specification, and the test that it agrees with the product.
@NullMarked
package io.hydrant.reference;

import org.jspecify.annotations.NullMarked;
