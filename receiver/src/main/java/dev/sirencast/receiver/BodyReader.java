package dev.sirencast.receiver;

import dev.sirencast.format.SlicedSymbol;
import org.jspecify.annotations.Nullable;

/** Reads what a group's source packets hold to where it belongs. Not thread-safe. */
interface BodyReader {
  /**
   * Reads a packet.
   *
   * @param packet its number in the group
   * @param symbol what is there of it; null for nothing
   * @return whether all that the packet holds is there, exact or not
   */
  boolean read(int packet, @Nullable SlicedSymbol symbol);
}
