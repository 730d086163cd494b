/**
 * Threads, sockets, deadlines, pacing and errors, for all of the transport.
 *
 * <p>{@code Transport} and {@code TransportException} are the API; the rest is public for the other
 * packages of the transport alone.
 */
@NullMarked
package dev.sirencast.transport.net;

import org.jspecify.annotations.NullMarked;
