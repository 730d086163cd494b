/** Streams published to many receivers over TCP, and fetched frame by frame. */
@NullMarked
package dev.sirencast.transport.publish;

import org.jspecify.annotations.NullMarked;
