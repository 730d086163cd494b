package dev.sirencast.encoder.packet;

import dev.sirencast.format.PacketGroup;
import dev.sirencast.patch.PatchCoder;
import dev.sirencast.patch.PatchCoding;
import dev.sirencast.patch.PatchRefinement;
import dev.sirencast.patch.PatchSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes packets of whole patches. */
final class PatchPacking {
  private PatchPacking() {}

  /**
   * Returns the group of the patches.
   *
   * @param room bytes of a body; a patch that does not fit has a longer one to itself
   */
  static PackedGroup pack(QuantizedPatches patches, int room, FecScheme scheme, PacketOrder order) {
    if (order != PacketOrder.PROGRESSIVE && !patches.parts().isEmpty()) {
      throw new IllegalArgumentException(
          "parts of patches go with progressive order, not " + order.label());
    }
    List<byte[]> bodies =
        patches.description().coding() instanceof PatchCoding.Floats
            ? new FloatFilling(patches.description(), room).inOrder(ordered(patches, order))
            : bodies(patches, room, order);
    int longest = bodies.stream().mapToInt(one -> one.length).max().orElse(0);
    return new PackedGroup(
        PacketGroup.ofPatches(bodies.size(), longest, scheme.code(bodies.size())), bodies);
  }

  private static List<byte[]> bodies(QuantizedPatches patches, int room, PacketOrder order) {
    PatchFilling filling = new PatchFilling(patches.description(), room);
    return order == PacketOrder.PROGRESSIVE
        ? filling.inOrder(parts(patches))
        : filling.apart(ordered(patches, order));
  }

  private static List<PatchSymbols> ordered(QuantizedPatches patches, PacketOrder order) {
    return order == PacketOrder.PROGRESSIVE
        ? patches.patches()
        : PatchScatter.scattered(patches.patches(), patches.description().grid());
  }

  private static List<PatchPart> parts(QuantizedPatches patches) {
    return patches.parts().isEmpty()
        ? patches.patches().stream().map(one -> new PatchPart(one, 0, false)).toList()
        : patches.parts();
  }

  /**
   * Returns patches of which each fits a body; none if one does not with the longest steps.
   *
   * @param most bytes of a body at most; the steps of a patch that does not fit become longer
   */
  static Optional<QuantizedPatches> fitting(QuantizedPatches patches, int most) {
    PatchCoder coder = PatchCoder.of(patches.description());
    List<PatchSymbols> fitting = new ArrayList<>();
    for (PatchSymbols patch : patches.patches()) {
      PatchSymbols one = patch;
      while (coder.encode(List.of(one)).length > most) {
        if (!PatchRefinement.isPossible(one, 1)) {
          return Optional.empty();
        }
        one = one.coarser();
      }
      fitting.add(one);
    }
    return Optional.of(new QuantizedPatches(patches.description(), fitting));
  }
}
