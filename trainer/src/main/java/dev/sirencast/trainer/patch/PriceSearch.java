package dev.sirencast.trainer.patch;

import dev.sirencast.patch.PatchFamily;
import java.util.List;

/**
 * Finds the price of a weight at which a signal's patches have some number of weights, from trials
 * of some of them.
 *
 * @param family the networks that patches choose from
 * @param trials of the sample: the squared error alone and at each width
 * @param share patches of the signal for each of the sample
 */
record PriceSearch(PatchFamily family, List<double[]> trials, double share) {
  private static final int TURNS = 40;
  private static final double LOWEST = 1e-9;
  private static final double HIGHEST = 1e6;

  /** The price at which there are so many weights, or the nearest number. */
  double price(double weights) {
    double low = LOWEST;
    double high = HIGHEST;
    for (int turn = 0; turn < TURNS; turn++) {
      double middle = Math.sqrt(low * high);
      if (weights(middle) > weights) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private double weights(double price) {
    double sum = 0;
    for (double[] errors : trials) {
      int best = 0;
      double bestCost = errors[0];
      for (int width = 0; width < family.widths().size(); width++) {
        int size = family.sentWeights(width);
        double cost = errors[width + 1] + price * size;
        if (cost < bestCost) {
          best = size;
          bestCost = cost;
        }
      }
      sum += best;
    }
    return sum * share;
  }
}
