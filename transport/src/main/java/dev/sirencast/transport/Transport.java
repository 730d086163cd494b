package dev.sirencast.transport;

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
  QUIC
}
