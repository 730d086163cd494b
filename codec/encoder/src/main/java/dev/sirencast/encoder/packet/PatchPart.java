package dev.sirencast.encoder.packet;

import dev.sirencast.patch.PatchRefinement;
import dev.sirencast.patch.PatchSymbols;

/**
 * A patch, or a part of one, as it is sent on its own. Immutable and thread-safe.
 *
 * @param patch all of it
 * @param bits how many of its symbols' lowest bits are sent apart; 0 for a whole patch
 * @param refines whether this part is those bits, and not the rest
 */
public record PatchPart(PatchSymbols patch, int bits, boolean refines) {
  /** Checks that the patch can be cut so. */
  public PatchPart {
    if (bits == 0 ? refines : !PatchRefinement.isPossible(patch, bits)) {
      throw new IllegalArgumentException(
          "patch " + patch.patch() + " has no part of its lowest " + bits + " bits");
    }
  }

  /** What is sent where this part does not refine. */
  PatchSymbols symbols() {
    return bits == 0 ? patch : PatchRefinement.coarse(patch, bits);
  }
}
