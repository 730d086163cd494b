package dev.sirencast.transport.net;

import java.util.Locale;

/** The protocol below the frames. */
public enum Transport {
  /** All frames, in order, at the pace of the receiver. */
  TCP,
  /** One frame a datagram, at the sender's pace; what the network drops stays lost. */
  UDP,
  /**
   * Encrypted: a reliable stream for the frames that the sender names and for those too long for a
   * datagram, datagrams for all others. What the network drops of these stays lost.
   */
  QUIC;

  /** What this machine's sockets are made of: {@code epoll} on Linux with its library, or nio. */
  public static String socketLibrary() {
    return SocketLibrary.best().name().toLowerCase(Locale.ROOT);
  }
}
