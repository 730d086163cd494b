package dev.sirencast.receiver;

import dev.sirencast.format.BodyFraming;
import dev.sirencast.format.SlicedSymbol;
import dev.sirencast.patch.PatchBodyCoder;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchSymbols;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads packets of whole patches. A body that names a patch which another packet has brought is
 * none: so all bodies together are no more work than all patches are. Not thread-safe.
 */
final class PatchBodies implements BodyReader {
  private final PatchSymbols[] patches;
  private final PatchBodyCoder coder;
  private final BodyFraming framing;

  /**
   * @param patches receives the symbols of every patch that is there
   */
  PatchBodies(PatchDescription description, BodyFraming framing, PatchSymbols[] patches) {
    this.patches = patches;
    this.coder = new PatchBodyCoder(description);
    this.framing = framing;
  }

  @Override
  public boolean isBody(int packet, SlicedSymbol symbol) {
    return coder.decode(framing.bodyOf(symbol.bytes())).isPresent();
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
    Optional<List<PatchSymbols>> body = coder.decode(framing.bodyOf(symbol.bytes()));
    if (body.isEmpty() || body.get().stream().anyMatch(one -> patches[one.patch()] != null)) {
      return false;
    }
    for (PatchSymbols one : body.get()) {
      patches[one.patch()] = one;
    }
    return true;
  }
}
