/// HTTP as both doors speak it: deadlines, bounds, decoding and answers. The only package that
/// knows Vert.x.
@NullMarked
package io.hydrant.http;

import org.jspecify.annotations.NullMarked;
