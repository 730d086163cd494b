package dev.sirencast.encoder.patch;

import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.quantization.ShortStep;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The steps at which one more bit, spent on any tensor of any patch, brings as much: those at which
 * every weight's rounding error costs the same. A tensor's step is a product of one for its width
 * and one for its patch. Immutable.
 */
final class PatchSteps {
  private static final double SMALLEST_COST = 1e-12;
  private static final int A_DOUBLE = 4;

  /** Bounds of a step: a code of two bytes ends below 2^8. */
  private static final double SHORTEST = 1e-6;

  private static final double LONGEST = 255;

  private final double[][] logSteps;
  private final double[] logFactors;

  private PatchSteps(double[][] logSteps, double[] logFactors) {
    this.logSteps = logSteps;
    this.logFactors = logFactors;
  }

  /**
   * Returns the steps at which a weight's error costs 1.
   *
   * @param costs of a step of 1, by patch and tensor
   */
  static PatchSteps of(PatchedWeights weights, double[][] costs) {
    int widths = weights.family().widths().size();
    int tensors = weights.family().shape().tensors();
    int[] sentTensors = IntStream.range(0, tensors).filter(weights.family()::isSent).toArray();
    double[][] sums = new double[widths][tensors];
    int[] members = new int[widths];
    double[][] wanted = new double[costs.length][];
    for (int patch = 0; patch < costs.length; patch++) {
      PatchWeights own = weights.patches().get(patch);
      if (own != null) {
        SirenArchitecture architecture = weights.family().architecture(own.width());
        wanted[patch] = new double[tensors];
        for (int tensor : sentTensors) {
          double cost = Math.max(SMALLEST_COST, costs[patch][tensor]);
          wanted[patch][tensor] = Math.log(architecture.tensorSize(tensor) / cost) / 2;
          sums[own.width()][tensor] += wanted[patch][tensor];
        }
        members[own.width()]++;
      }
    }
    for (int width = 0; width < widths; width++) {
      for (int tensor = 0; tensor < tensors; tensor++) {
        sums[width][tensor] /= Math.max(1, members[width]);
      }
    }
    double[] factors = new double[costs.length];
    for (int patch = 0; patch < costs.length; patch++) {
      PatchWeights own = weights.patches().get(patch);
      if (own != null) {
        SirenArchitecture architecture = weights.family().architecture(own.width());
        int sent = weights.family().sentWeights(own.width());
        for (int tensor : sentTensors) {
          double share = (double) architecture.tensorSize(tensor) / sent;
          factors[patch] += share * (wanted[patch][tensor] - sums[own.width()][tensor]);
        }
      }
    }
    return new PatchSteps(sums, factors);
  }

  /** The steps of a width's tensors, all times {@code scale}, that have a code of two bytes. */
  List<Float> steps(int width, double scale) {
    List<Float> steps = new ArrayList<>();
    for (double logStep : logSteps[width]) {
      steps.add(
          ShortStep.nearest(
              (float) Math.max(SHORTEST, Math.min(LONGEST, scale * Math.exp(logStep)))));
    }
    return steps;
  }

  /** The index of a patch's factor. */
  int fineness(int patch) {
    long index = Math.round(A_DOUBLE * logFactors[patch] / Math.log(2));
    return (int)
        Math.max(0, Math.min(PatchSymbols.MAX_INDEX, PatchSymbols.COMMON_FINENESS + index));
  }
}
