/** Streams sent round and round over UDP, one way, to whoever listens. */
@NullMarked
package dev.sirencast.transport.carousel;

import org.jspecify.annotations.NullMarked;
