package dev.sirencast.transport;

/** The protocol below the frames. */
public enum Transport {
  /** All frames, in order, at the pace of the receiver. */
  TCP,
  /** One frame a datagram, at the sender's pace; what the network drops stays lost. */
  UDP
}
