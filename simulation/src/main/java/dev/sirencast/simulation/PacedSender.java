package dev.sirencast.simulation;

import dev.sirencast.transport.impairment.ChannelSession;
import java.util.List;
import java.util.function.Consumer;

/** Offers frames to a channel at a pace, on its virtual clock. */
final class PacedSender {
  /** The IP and UDP headers, which take their time too. */
  private static final int DATAGRAM_HEADER_BYTES = 28;

  private PacedSender() {}

  static void send(
      List<byte[]> frames, long bitsPerSecond, ChannelSession session, Consumer<byte[]> out) {
    double clock = 0;
    for (byte[] frame : frames) {
      session.offer(frame, (long) clock).forEach(out);
      clock += (frame.length + DATAGRAM_HEADER_BYTES) * 8e9 / bitsPerSecond;
    }
    session.flush().forEach(out);
  }
}
