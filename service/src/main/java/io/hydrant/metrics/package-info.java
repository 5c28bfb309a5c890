/// What is measured, as Prometheus reads it: definitions, and one text of all their values.
@NullMarked
package io.hydrant.metrics;

import org.jspecify.annotations.NullMarked;
