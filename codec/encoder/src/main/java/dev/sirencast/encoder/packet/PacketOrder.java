package dev.sirencast.encoder.packet;

import java.util.Locale;

/** In which order a stream's packets are sent. */
public enum PacketOrder {
  /** All tensors' packets spread over each other: a burst of losses takes a little of each. */
  SPREAD,
  /**
   * What matters most first: the high-priority tensors, then the highest bits of all others, then
   * bit by bit the lower ones, so that a part of the stream is a coarse version of the whole.
   */
  PROGRESSIVE;

  /** The name on the command line and in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
