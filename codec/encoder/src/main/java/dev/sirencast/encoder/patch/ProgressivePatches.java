package dev.sirencast.encoder.patch;

import dev.sirencast.encoder.packet.PatchPart;
import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.patch.PatchCoder;
import dev.sirencast.patch.PatchEnergy;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchRefinement;
import dev.sirencast.patch.PatchRefinementCoder;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which patches and their parts are best sent: whoever stops anywhere has nearly as
 * small an error as so many bytes can give.
 *
 * <p>A patch is sent coarse first, without its symbols' lowest bits, where that brings more for a
 * byte than those bits do afterwards, and whole otherwise.
 */
public final class ProgressivePatches {
  /** The lowest bits that are sent apart: 2 gave most at half of the bytes of 1 to 4. */
  private static final int BITS = 2;

  /** Stands for what lowest bits add, and takes as many bytes. */
  private static final float UNKNOWN_REST = 1;

  private record Sloped(PatchPart part, double slope) {}

  private ProgressivePatches() {}

  /** Returns the patches without their symbols' lowest bits, as far as those can be apart. */
  public static QuantizedPatches coarse(QuantizedPatches patches) {
    return new QuantizedPatches(
        patches.description(),
        patches.patches().stream()
            .map(one -> isSplit(one) ? PatchRefinement.coarse(one, BITS) : one)
            .toList());
  }

  /** Returns all patches in two parts that can be: about as many bytes as in any best order. */
  public static QuantizedPatches split(QuantizedPatches patches) {
    List<PatchPart> parts = new ArrayList<>();
    List<PatchPart> late = new ArrayList<>();
    for (PatchSymbols one : patches.patches()) {
      parts.add(new PatchPart(one, isSplit(one) ? BITS : 0, false));
      if (isSplit(one)) {
        late.add(new PatchPart(one, BITS, true));
      }
    }
    parts.addAll(late);
    float rest = late.isEmpty() ? 0 : UNKNOWN_REST;
    return new QuantizedPatches(
        patches.description().withRefined(late.size(), rest), patches.patches(), parts);
  }

  private static boolean isSplit(PatchSymbols patch) {
    return PatchRefinement.isPossible(patch, BITS);
  }

  /**
   * Returns the patches in parts.
   *
   * @param signal the original
   * @param bare the base alone
   * @param coarse base and {@link #coarse} patches
   * @param decoded base and patches
   */
  public static QuantizedPatches of(
      QuantizedPatches patches, Signal signal, Signal bare, Signal coarse, Signal decoded) {
    PatchGrid grid = patches.description().grid();
    double[] without = errors(grid, signal, bare);
    double[] first = errors(grid, signal, coarse);
    double[] all = errors(grid, signal, decoded);
    PatchCoder coder = PatchCoder.of(patches.description());
    List<Sloped> parts = new ArrayList<>();
    for (PatchSymbols one : patches.patches()) {
      int patch = one.patch();
      double wholeSlope = (without[patch] - all[patch]) / bytes(coder, one);
      if (isSplit(one)) {
        double early =
            (without[patch] - first[patch]) / bytes(coder, PatchRefinement.coarse(one, BITS));
        double late = (first[patch] - all[patch]) / bytes(PatchRefinement.of(one, BITS));
        if (early > late) {
          parts.add(new Sloped(new PatchPart(one, BITS, false), early));
          parts.add(new Sloped(new PatchPart(one, BITS, true), late));
          continue;
        }
      }
      parts.add(new Sloped(new PatchPart(one, 0, false), wholeSlope));
    }
    parts.sort(Comparator.comparingDouble(one -> -one.slope()));
    List<PatchPart> sorted = parts.stream().map(Sloped::part).toList();
    List<PatchSymbols> order =
        sorted.stream().filter(part -> !part.refines()).map(PatchPart::patch).toList();
    return new QuantizedPatches(
        patches.description().withRefined(sorted.size() - order.size(), rest(patches, sorted)),
        order,
        sorted);
  }

  private static int bytes(PatchCoder coder, PatchSymbols patch) {
    return coder.encode(List.of(patch)).length - coder.sharedBytes();
  }

  private static int bytes(PatchRefinement refinement) {
    return PatchRefinementCoder.length(List.of(refinement)) - PatchRefinementCoder.SHARED_BYTES;
  }

  /** What refinements add in all. */
  private static float rest(QuantizedPatches patches, List<PatchPart> parts) {
    PatchEnergy energy =
        new PatchEnergy(patches.description().grid(), patches.description().family());
    double sum = 0;
    for (PatchPart part : parts) {
      if (part.refines()) {
        PatchSymbols one = part.patch();
        sum +=
            energy.ofDifference(
                one.patch(),
                patches.description().dequantize(one),
                patches.description().dequantize(PatchRefinement.coarse(one, part.bits())));
      }
    }
    return (float) sum;
  }

  /** The sum of squared errors of every patch. */
  private static double[] errors(PatchGrid grid, Signal signal, Signal decoded) {
    double[] errors = new double[grid.patches()];
    for (int point = 0; point < signal.grid().points(); point++) {
      int patch = patch(grid, point);
      for (int c = 0; c < signal.components(); c++) {
        double error = decoded.sample(point, c) - signal.sample(point, c);
        errors[patch] += error * error;
      }
    }
    return errors;
  }

  private static int patch(PatchGrid grid, int point) {
    int rest = point;
    int patch = 0;
    int stride = 1;
    for (int axis = 0; axis < grid.grid().dimensions(); axis++) {
      int size = grid.grid().size(axis);
      patch += stride * grid.at(axis, rest % size);
      rest /= size;
      stride *= grid.count(axis);
    }
    return patch;
  }
}
