package dev.sirencast.receiver;

import dev.sirencast.format.BodyFraming;
import dev.sirencast.format.SlicedSymbol;
import dev.sirencast.patch.PatchBodyCoder;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchRefinement;
import dev.sirencast.patch.PatchRefinementCoder;
import dev.sirencast.patch.PatchSymbols;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads packets of whole patches, and of refinements of coarse ones. A body that names a patch
 * which another packet of its kind has brought is none: so all bodies together are no more work
 * than all patches are. Not thread-safe.
 */
final class PatchBodies implements BodyReader {
  private final PatchSymbols[] patches;
  private final PatchBodyCoder coder;
  private final PatchRefinementCoder refinementCoder;
  private final BodyFraming framing;
  private final Map<Integer, PatchRefinement> refinements = new HashMap<>();

  /**
   * @param patches receives the symbols of every patch that is there
   */
  PatchBodies(PatchDescription description, BodyFraming framing, PatchSymbols[] patches) {
    this.patches = patches;
    this.coder = new PatchBodyCoder(description);
    this.refinementCoder = new PatchRefinementCoder(description);
    this.framing = framing;
  }

  @Override
  public boolean isBody(int packet, SlicedSymbol symbol) {
    byte[] body = framing.bodyOf(symbol.bytes());
    return PatchRefinementCoder.isMeant(body)
        ? refinementCoder.decode(body).isPresent()
        : coder.decode(body).isPresent();
  }

  @Override
  public boolean isSure() {
    return true;
  }

  @Override
  public boolean read(int packet, @Nullable SlicedSymbol symbol) {
    if (symbol == null || !symbol.isWhole(framing.lengths().slices())) {
      return false;
    }
    byte[] body = framing.bodyOf(symbol.bytes());
    return PatchRefinementCoder.isMeant(body) ? readRefinements(body) : readPatches(body);
  }

  private boolean readPatches(byte[] body) {
    Optional<List<PatchSymbols>> members = coder.decode(body);
    if (members.isEmpty() || members.get().stream().anyMatch(one -> patches[one.patch()] != null)) {
      return false;
    }
    for (PatchSymbols one : members.get()) {
      patches[one.patch()] = one;
      refine(one.patch());
    }
    return true;
  }

  private boolean readRefinements(byte[] body) {
    Optional<List<PatchRefinement>> members = refinementCoder.decode(body);
    if (members.isEmpty()
        || members.get().stream().anyMatch(one -> refinements.containsKey(one.patch()))) {
      return false;
    }
    for (PatchRefinement one : members.get()) {
      refinements.put(one.patch(), one);
      refine(one.patch());
    }
    return true;
  }

  /** Puts a patch's two parts together, if both are there. */
  private void refine(int patch) {
    PatchRefinement refinement = refinements.get(patch);
    PatchSymbols coarse = patches[patch];
    if (refinement != null && coarse != null && refinement.fits(coarse)) {
      patches[patch] = refinement.refine(coarse);
    }
  }
}
