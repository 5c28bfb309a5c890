/// The doors of client SDKs: what they ask, and what they are answered so that they neither repeat
/// for ever nor throw away. Their keys are public, so these doors only ever take.
@NullMarked
package io.hydrant.sdk;

import org.jspecify.annotations.NullMarked;
