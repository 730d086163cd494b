package dev.sirencast.encoder.packet;

import java.util.Locale;

/** In which order a stream's packets are sent. */
public enum PacketOrder {
  /** All tensors' packets spread over each other: a burst of losses takes a little of each. */
  SPREAD,
  /**
   * The base, then whole patches, those that lie beside each other far apart: the picture shows at
   * once, and a burst of losses leaves scattered holes. One network is as with {@link #SPREAD}.
   */
  LOCAL,
  /**
   * What matters most first: the high-priority tensors, then the highest bits of all others, then
   * bit by bit the lower ones, so that a part of the stream is a coarse version of the whole. With
   * patches: the base, then the patches that bring most.
   */
  PROGRESSIVE;

  /** The name on the command line and in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
