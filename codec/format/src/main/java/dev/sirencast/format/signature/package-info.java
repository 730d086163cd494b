/** Who made a stream: keys, digests of what packets hold, and the manifest's part on them. */
@NullMarked
package dev.sirencast.format.signature;

import org.jspecify.annotations.NullMarked;
