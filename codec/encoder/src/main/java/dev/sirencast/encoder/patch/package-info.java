/** Networks of patches to streams: how finely each is rounded, and what that costs. */
@NullMarked
package dev.sirencast.encoder.patch;

import org.jspecify.annotations.NullMarked;
