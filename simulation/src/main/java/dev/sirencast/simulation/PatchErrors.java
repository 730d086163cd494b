package dev.sirencast.simulation;

import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The squared error of signals in patches, most of whose patches are the same or missing: a patch's
 * error follows from its own weights and the base's alone, so that those of the exact patches and
 * of the bare base are worked out once. Immutable and thread-safe.
 */
final class PatchErrors {
  private final Signal reference;
  private final PatchedWeights exact;
  private final float[] base;

  /** Which patch each point lies in. */
  private final int[] patchOf;

  private final double[] ofExact;
  private final double[] ofBase;

  /**
   * @param exact all weights as they are sent
   * @param decoded what they show
   * @param reference on the patches' own grid
   */
  PatchErrors(PatchedWeights exact, Signal decoded, Signal reference) {
    this.reference = reference;
    this.exact = exact;
    this.base = exact.base().toFlatArray();
    this.patchOf = patchOf(exact.grid());
    boolean[] all = new boolean[exact.grid().patches()];
    Arrays.fill(all, true);
    this.ofExact = errors(decoded, all);
    this.ofBase = errors(made(only(exact, new boolean[all.length])), all);
  }

  private static int[] patchOf(PatchGrid patches) {
    CoordinateGrid grid = patches.grid();
    int[] patchOf = new int[grid.points()];
    for (int point = 0; point < patchOf.length; point++) {
      int rest = point;
      int stride = 1;
      for (int axis = 0; axis < grid.dimensions(); axis++) {
        patchOf[point] += stride * patches.at(axis, rest % grid.size(axis));
        rest /= grid.size(axis);
        stride *= patches.count(axis);
      }
    }
    return patchOf;
  }

  /** The sum of squared errors of the samples, on the calling thread. */
  double squaredError(PatchedWeights arrived) {
    boolean[] changed = new boolean[ofExact.length];
    if (!Arrays.equals(base, arrived.base().toFlatArray())) {
      Arrays.fill(changed, true);
    }
    double sum = 0;
    boolean any = changed[0];
    for (int patch = 0; patch < changed.length; patch++) {
      if (changed[patch]) {
        continue;
      }
      PatchWeights own = arrived.patches().get(patch);
      if (own == null) {
        sum += ofBase[patch];
      } else if (same(own, exact.patches().get(patch))) {
        sum += ofExact[patch];
      } else {
        changed[patch] = true;
        any = true;
      }
    }
    if (any) {
      for (double error : errors(made(only(arrived, changed)), changed)) {
        sum += error;
      }
    }
    return sum;
  }

  private Signal made(PatchedWeights weights) {
    return PatchedNetwork.of(weights)
        .reconstruct(reference.format(), reference.grid(), Runnable::run, 1);
  }

  private static boolean same(PatchWeights patch, @Nullable PatchWeights other) {
    return other != null
        && patch.width() == other.width()
        && patch.amplitude() == other.amplitude()
        && Arrays.equals(patch.weights(), other.weights());
  }

  /** These weights with the networks of some patches alone. */
  private static PatchedWeights only(PatchedWeights weights, boolean[] wanted) {
    List<@Nullable PatchWeights> patches =
        new ArrayList<>(Collections.nCopies(wanted.length, null));
    for (int patch = 0; patch < wanted.length; patch++) {
      if (wanted[patch]) {
        patches.set(patch, weights.patches().get(patch));
      }
    }
    return new PatchedWeights(
        weights.base(), weights.baseStep(), weights.grid(), weights.family(), patches);
  }

  /** The squared errors of some patches, 0 for the others. */
  private double[] errors(Signal made, boolean[] wanted) {
    double[] errors = new double[wanted.length];
    int components = reference.components();
    for (int point = 0; point < patchOf.length; point++) {
      if (wanted[patchOf[point]]) {
        double sum = 0;
        for (int c = 0; c < components; c++) {
          double difference = reference.sample(point, c) - made.sample(point, c);
          sum += difference * difference;
        }
        errors[patchOf[point]] += sum;
      }
    }
    return errors;
  }
}
