/// Amazon Data Firehose on localhost, written from the protocol and sharing no code with the
/// service, so that it can judge what the service sends.
@NullMarked
package io.hydrant.emulator;

import org.jspecify.annotations.NullMarked;
