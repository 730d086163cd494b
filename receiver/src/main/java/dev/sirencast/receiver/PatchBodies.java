package dev.sirencast.receiver;

import dev.sirencast.format.BodyFraming;
import dev.sirencast.format.SlicedSymbol;
import dev.sirencast.patch.FloatPatchCoder;
import dev.sirencast.patch.FloatPatches;
import dev.sirencast.patch.KnownPatches;
import dev.sirencast.patch.PatchCoder;
import dev.sirencast.patch.PatchCoding;
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
  private final @Nullable PatchCoder coder;
  private final @Nullable FloatPatchCoder floatCoder;
  private final @Nullable FloatPatches floats;
  private final PatchRefinementCoder refinementCoder;
  private final BodyFraming framing;
  private final DeliveryPolicy policy;
  private final KnownPatches known;
  private final Map<Integer, PatchRefinement> refinements = new HashMap<>();

  /**
   * @param known what need not be decoded again
   * @param patches receives the symbols of every patch that is there
   */
  PatchBodies(
      PatchDescription description,
      BodyFraming framing,
      DeliveryPolicy policy,
      KnownPatches known,
      PatchSymbols[] patches) {
    this.patches = patches;
    boolean isFloat = description.coding() instanceof PatchCoding.Floats;
    this.coder = isFloat ? null : PatchCoder.of(description);
    this.floatCoder = isFloat ? new FloatPatchCoder(description) : null;
    this.floats = isFloat ? new FloatPatches(description) : null;
    this.refinementCoder = new PatchRefinementCoder(description);
    this.framing = framing;
    this.policy = policy;
    this.known = known;
  }

  @Override
  public boolean isBody(int packet, SlicedSymbol symbol) {
    byte[] body = framing.bodyOf(symbol.bytes());
    if (coder == null) {
      return floatCoder.decode(body).isPresent();
    }
    return PatchRefinementCoder.isMeant(body)
        ? refinementCoder.decode(body).isPresent()
        : coder.decode(body).isPresent();
  }

  @Override
  public boolean isSure() {
    // Where a damaged body is of use, a search takes more time than it is worth.
    return !framing.lengths().coding().isErrorResilient();
  }

  @Override
  public boolean read(int packet, @Nullable SlicedSymbol symbol) {
    if (symbol == null) {
      return false;
    }
    byte[] body = framing.bodyOf(symbol.bytes());
    if (coder == null) {
      return symbol.isWhole(framing.lengths().slices()) && readPieces(body);
    }
    if (!symbol.isWhole(framing.lengths().slices())) {
      return policy.deliversDamaged() && place(coder.decodeDamaged(body));
    }
    return PatchRefinementCoder.isMeant(body)
        ? readRefinements(body)
        : place(known.members(body).or(() -> coder.decode(body)));
  }

  /** Takes patches; those of a damaged body give way to exact ones. */
  private boolean place(Optional<List<PatchSymbols>> members) {
    if (members.isEmpty() || members.get().stream().anyMatch(this::isTaken)) {
      return false;
    }
    for (PatchSymbols one : members.get()) {
      patches[one.patch()] = one;
      refine(one.patch());
    }
    return true;
  }

  private boolean readPieces(byte[] body) {
    return floatCoder
        .decode(body)
        .map(pieces -> floats.add(pieces, one -> patches[one.patch()] = one))
        .orElse(false);
  }

  private boolean isTaken(PatchSymbols one) {
    PatchSymbols there = patches[one.patch()];
    return there != null && (one.isDamaged() || !there.isDamaged());
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
