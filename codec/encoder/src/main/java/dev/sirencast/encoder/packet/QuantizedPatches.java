package dev.sirencast.encoder.packet;

import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchSymbols;
import java.util.List;

/**
 * A signal's patches as whole numbers. Immutable and thread-safe.
 *
 * @param description what the manifest says of them
 * @param patches those that have a network, each once, in the order of what they bring: what is to
 *     be sent first in {@link PacketOrder#PROGRESSIVE}
 */
public record QuantizedPatches(PatchDescription description, List<PatchSymbols> patches) {
  /** Copies the list. */
  public QuantizedPatches {
    patches = List.copyOf(patches);
  }
}
