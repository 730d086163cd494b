package dev.sirencast.encoder.packet;

import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchSymbols;
import java.util.List;

/**
 * A signal's patches as whole numbers. Immutable and thread-safe.
 *
 * @param description what the manifest says of them
 * @param patches those that have a network, each once, in the order of what they bring
 * @param parts what is sent in {@link PacketOrder#PROGRESSIVE}, in that order: every patch whole,
 *     or coarse and later its refinement; none for whole patches as they stand in {@code patches}
 */
public record QuantizedPatches(
    PatchDescription description, List<PatchSymbols> patches, List<PatchPart> parts) {
  /** Copies the lists. */
  public QuantizedPatches {
    patches = List.copyOf(patches);
    parts = List.copyOf(parts);
    if (parts.stream().filter(PatchPart::refines).count() != description.refined()) {
      throw new IllegalArgumentException(
          "the description says that " + description.refined() + " patches are refined");
    }
  }

  /** These patches in the coding of some packets. */
  QuantizedPatches codedAs(PacketizerOptions options) {
    return new QuantizedPatches(description.withCoding(options.patchCoding()), patches, parts);
  }

  /** Patches that are sent whole. */
  public QuantizedPatches(PatchDescription description, List<PatchSymbols> patches) {
    this(description, patches, List.of());
  }
}
