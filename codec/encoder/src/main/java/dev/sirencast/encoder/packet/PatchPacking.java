package dev.sirencast.encoder.packet;

import dev.sirencast.format.PacketGroup;
import dev.sirencast.patch.PatchBodyCoder;
import dev.sirencast.patch.PatchSymbols;
import java.util.ArrayList;
import java.util.List;

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
    PatchFilling filling = new PatchFilling(patches.description(), room);
    List<byte[]> bodies =
        order == PacketOrder.PROGRESSIVE
            ? filling.inOrder(parts(patches))
            : filling.apart(
                PatchScatter.scattered(patches.patches(), patches.description().grid()));
    int longest = bodies.stream().mapToInt(one -> one.length).max().orElse(0);
    return new PackedGroup(
        PacketGroup.ofPatches(bodies.size(), longest, scheme.code(bodies.size())), bodies);
  }

  private static List<PatchPart> parts(QuantizedPatches patches) {
    return patches.parts().isEmpty()
        ? patches.patches().stream().map(one -> new PatchPart(one, 0, false)).toList()
        : patches.parts();
  }

  /**
   * Returns patches of which each fits a body.
   *
   * @param most bytes of a body at most; the steps of a patch that does not fit become longer
   */
  static QuantizedPatches fitting(QuantizedPatches patches, int most) {
    PatchBodyCoder coder = new PatchBodyCoder(patches.description());
    List<PatchSymbols> fitting = new ArrayList<>();
    for (PatchSymbols patch : patches.patches()) {
      PatchSymbols one = patch;
      while (coder.encode(List.of(one)).length > most) {
        one = one.coarser();
      }
      fitting.add(one);
    }
    return new QuantizedPatches(patches.description(), fitting);
  }
}
