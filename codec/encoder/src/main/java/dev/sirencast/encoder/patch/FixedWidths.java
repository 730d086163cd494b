package dev.sirencast.encoder.patch;

import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.siren.SirenArchitecture;
import java.util.List;

/**
 * Fits a patch's steps to symbols that all take the bits of their tensor's largest: that one fills
 * its bits best where it is just below a power of two.
 */
final class FixedWidths {
  /** How far from the usual fineness is looked: steps 1.4 times as long or short. */
  private static final int REACH = 2;

  private static final double A_DOUBLE = 4;

  /** What a bit costs, in squared errors of rounding to the usual steps. */
  private static final double BIT = 2 * Math.log(2);

  private FixedWidths() {}

  /**
   * Returns the fineness at which bits and squared errors together cost least.
   *
   * @param steps of the tensors at the common fineness
   * @param peaks the tensors' largest differences
   * @param usual the fineness at which a bit more for a weight saves what it costs
   */
  static int fineness(PatchFamily family, int width, List<Float> steps, double[] peaks, int usual) {
    int best = usual;
    double least = Double.MAX_VALUE;
    int last = Math.min(PatchSymbols.MAX_INDEX, usual + REACH);
    for (int fineness = Math.max(0, usual - REACH); fineness <= last; fineness++) {
      double factor = PatchSymbols.stepFactor(fineness);
      double error = Math.pow(2, 2 * (fineness - usual) / A_DOUBLE);
      double cost = 0;
      SirenArchitecture architecture = family.architecture(width);
      for (int tensor = 0; tensor < peaks.length; tensor++) {
        if (family.isSent(tensor)) {
          double bits = bits(peaks[tensor] / (steps.get(tensor) * factor));
          cost += architecture.tensorSize(tensor) * (BIT * bits + error);
        }
      }
      if (cost < least) {
        least = cost;
        best = fineness;
      }
    }
    return best;
  }

  /** Of a sign and a magnitude, none where that is 0. */
  private static int bits(double largest) {
    long magnitude = (long) Math.rint(largest);
    return magnitude == 0 ? 0 : 1 + Long.SIZE - Long.numberOfLeadingZeros(magnitude);
  }
}
