package dev.sirencast.receiver;

import dev.sirencast.format.SlicedSymbol;
import org.jspecify.annotations.Nullable;

/** Reads what a group's source packets hold to where it belongs. Not thread-safe. */
interface BodyReader {
  /**
   * Whether what is there of a packet is a body; nothing that was read before suffers.
   *
   * @param symbol whole
   */
  boolean isBody(int packet, SlicedSymbol symbol);

  /** Whether {@link #isBody} is hardly ever wrong: one of tens of thousands of others passes. */
  boolean isSure();

  /**
   * Reads a packet.
   *
   * @param packet its number in the group
   * @param symbol what is there of it; null for nothing
   * @return whether all that the packet holds is there, exact or not
   */
  boolean read(int packet, @Nullable SlicedSymbol symbol);
}
