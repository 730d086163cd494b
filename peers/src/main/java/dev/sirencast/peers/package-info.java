/**
 * Signals in the formats that people use, in packets, with and without repair packets: what streams
 * are compared with in equal bytes, over the same channels. Every file is made as good as a careful
 * sender would make it, and read as far as a tolerant receiver can.
 */
@NullMarked
package dev.sirencast.peers;

import org.jspecify.annotations.NullMarked;
