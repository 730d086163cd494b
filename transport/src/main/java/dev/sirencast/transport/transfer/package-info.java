/** One transfer of frames from a sender to a receiver, over TCP, UDP or QUIC. */
@NullMarked
package dev.sirencast.transport.transfer;

import org.jspecify.annotations.NullMarked;
