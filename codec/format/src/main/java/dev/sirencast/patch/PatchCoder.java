package dev.sirencast.patch;

import java.util.List;
import java.util.Optional;

/** How packets' bodies hold whole patches as symbols, in one coding. Not thread-safe. */
public sealed interface PatchCoder permits PatchBodyCoder, ResilientPatchCoder {
  /**
   * Returns the coder of a stream's patches.
   *
   * @throws IllegalArgumentException if the stream sends weights as they are
   */
  static PatchCoder of(PatchDescription patches) {
    if (patches.coding() instanceof PatchCoding.Floats) {
      throw new IllegalArgumentException("weights as they are have no symbols");
    }
    return patches.coding() instanceof PatchCoding.ErrorResilient own
        ? new ResilientPatchCoder(patches, own)
        : new PatchBodyCoder(patches);
  }

  /**
   * Returns the body of some patches.
   *
   * @param members 1 to {@value PatchBodyCoder#MAX_PATCHES}, of at most {@value
   *     PatchBodyCoder#MAX_WEIGHTS} weights
   */
  byte[] encode(List<PatchSymbols> members);

  /**
   * Returns the patches of a body; none if it is none. Never throws, whatever the bytes, and reads
   * no more than {@value PatchBodyCoder#MAX_WEIGHTS} weights.
   */
  Optional<List<PatchSymbols>> decode(byte[] body);

  /**
   * Returns what can be made of a damaged body: patches that are nearly right; none if nothing can
   * be told.
   */
  default Optional<List<PatchSymbols>> decodeDamaged(byte[] body) {
    return Optional.empty();
  }

  /** About what each further patch of a body saves against one of its own. */
  int sharedBytes();
}
