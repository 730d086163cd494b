package dev.sirencast.patch;

import dev.sirencast.entropy.SymbolModel;
import java.util.List;

/**
 * How the symbols of all networks of one width are to be read. Immutable and thread-safe.
 *
 * @param steps of each tensor, above 0 and at most {@value #MAX_STEP}
 * @param deviations of each tensor's symbols: indices of {@link SymbolModel#deviation}
 */
public record PatchModel(List<Float> steps, List<Integer> deviations) {
  private static final float MAX_STEP = 1e6f;

  /** Checks the ranges. */
  public PatchModel {
    steps = List.copyOf(steps);
    deviations = List.copyOf(deviations);
    if (steps.size() != deviations.size()) {
      throw new IllegalArgumentException(
          "every tensor has a step and a deviation, got "
              + steps.size()
              + " and "
              + deviations.size());
    }
    for (float step : steps) {
      if (!(step > 0 && step <= MAX_STEP)) {
        throw new IllegalArgumentException(
            "a step of patches is above 0 and at most " + MAX_STEP + ", got " + step);
      }
    }
    for (int deviation : deviations) {
      if (deviation < 0 || deviation > SymbolModel.MAX_INDEX) {
        throw new IllegalArgumentException(
            "a deviation is 0 to " + SymbolModel.MAX_INDEX + ", got " + deviation);
      }
    }
  }

  /** The index of a tensor's deviation in a patch of some spread. */
  int deviation(int tensor, int spread) {
    int index = deviations.get(tensor) + spread - PatchSymbols.COMMON_SPREAD;
    return Math.max(0, Math.min(SymbolModel.MAX_INDEX, index));
  }

  /** A tensor's step in a patch of some fineness. */
  public float step(int tensor, int fineness) {
    return (float) (steps.get(tensor) * PatchSymbols.stepFactor(fineness));
  }
}
