/// Amazon Data Firehose as Hydrant uses it: its limits, calls and answers. The only package that
/// knows AWS.
@NullMarked
package io.hydrant.firehose;

import org.jspecify.annotations.NullMarked;
