package dev.sirencast.encoder.packet;

import dev.sirencast.format.PacketGroup;
import dev.sirencast.patch.PatchBodyCoder;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes packets of whole patches.
 *
 * <p>Where nobody asks for another order, patches that lie beside each other are far apart in the
 * stream: a burst of losses leaves holes with a picture around them. One stride through the grid
 * does that, near the golden section of it, whose first multiples all lead to other places.
 */
final class PatchPacking {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** How many of the patches that follow one in the stream lie apart from it. */
  private static final int APART = 8;

  private PatchPacking() {}

  /**
   * Returns the group of the patches.
   *
   * @param room bytes of a body; a patch that does not fit has a longer one to itself
   */
  static PackedGroup pack(QuantizedPatches patches, int room, FecScheme scheme, PacketOrder order) {
    List<PatchSymbols> sorted =
        order == PacketOrder.PROGRESSIVE
            ? patches.patches()
            : scattered(patches.patches(), patches.description().grid());
    PatchBodyCoder coder = new PatchBodyCoder(patches.description());
    List<byte[]> bodies = new ArrayList<>();
    List<PatchSymbols> members = new ArrayList<>();
    byte[] body = {};
    for (PatchSymbols patch : sorted) {
      members.add(patch);
      byte[] longer =
          members.size() <= PatchBodyCoder.MAX_PATCHES
                  && weights(members) <= PatchBodyCoder.MAX_WEIGHTS
              ? coder.encode(members)
              : null;
      if (members.size() > 1 && (longer == null || longer.length > room)) {
        bodies.add(body);
        members = new ArrayList<>(List.of(patch));
        longer = coder.encode(members);
      }
      body = longer;
    }
    if (!members.isEmpty()) {
      bodies.add(body);
    }
    int longest = bodies.stream().mapToInt(one -> one.length).max().orElse(0);
    return new PackedGroup(
        PacketGroup.ofPatches(bodies.size(), longest, scheme.code(bodies.size())), bodies);
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

  private static int weights(List<PatchSymbols> members) {
    return members.stream().mapToInt(patch -> patch.symbols().length).sum();
  }

  private static List<PatchSymbols> scattered(List<PatchSymbols> patches, PatchGrid grid) {
    int stride = stride(grid);
    int[] place = new int[grid.patches()];
    for (int i = 0; i < place.length; i++) {
      place[(int) ((long) i * stride % place.length)] = i;
    }
    List<PatchSymbols> sorted = new ArrayList<>(patches);
    sorted.sort(Comparator.comparingInt(patch -> place[patch.patch()]));
    return sorted;
  }

  /** The stride nearest to the golden section that visits every patch and no neighbours soon. */
  static int stride(PatchGrid grid) {
    int patches = grid.patches();
    int golden = Math.max(1, (int) Math.round(GOLDEN * patches));
    for (int apart = Math.min(APART, patches / 4); apart > 0; apart--) {
      for (int away = 0; away < patches; away++) {
        for (int stride : new int[] {golden - away, golden + away}) {
          if (stride > 0 && stride < patches && scatters(grid, stride, apart)) {
            return stride;
          }
        }
      }
    }
    return 1;
  }

  private static boolean scatters(PatchGrid grid, int stride, int apart) {
    int patches = grid.patches();
    if (SourceBodies.greatestCommonDivisor(stride, patches) != 1) {
      return false;
    }
    for (int i = 1; i <= apart; i++) {
      long ahead = (long) i * stride % patches;
      if (touches(grid, ahead) || touches(grid, patches - ahead)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a patch so many numbers further on can lie beside this one. */
  private static boolean touches(PatchGrid grid, long ahead) {
    long rest = ahead;
    for (int axis = 0; axis < grid.grid().dimensions(); axis++) {
      long steps = rest % grid.count(axis);
      if (steps > 1 && steps < grid.count(axis) - 1) {
        return false;
      }
      rest = rest / grid.count(axis) + (steps > 1 ? 1 : 0);
    }
    return rest == 0;
  }
}
