/**
 * Frames, as opaque bytes, from one process to another over TCP, UDP or QUIC.
 *
 * <p>{@link dev.sirencast.transport.transfer.FrameSender} sends a finite sequence of frames, {@link
 * dev.sirencast.transport.transfer.FrameReceiver} takes it. {@link
 * dev.sirencast.transport.publish.FramePublisher} has streams of frames for many {@link
 * dev.sirencast.transport.publish.FrameSubscriber}s. Without {@link
 * dev.sirencast.transport.tls.TlsOptions} there is neither authentication nor encryption, over UDP
 * never: then stay on loopback or inside a tunnel. Netty stays behind these types.
 */
@NullMarked
package dev.sirencast.transport;

import org.jspecify.annotations.NullMarked;
