package dev.sirencast.trainer.patch;

import java.util.function.DoublePredicate;

/**
 * Finds the price of a weight at which a signal's patches have some number of weights, or cost some
 * error together, from trials of some of them.
 */
record PriceSearch(PatchSample sample) {
  private static final int TURNS = 40;
  private static final double LOWEST = 1e-9;
  private static final double HIGHEST = 1e6;

  /** The price at which there are so many weights, or the nearest number. */
  double price(double weights) {
    return search(price -> weights(price) > weights);
  }

  /**
   * The price at which all weights cost so much together.
   *
   * @param others weights beside those of patches
   */
  double priceOfAll(double cost, double others) {
    return search(price -> price * (weights(price) + others) < cost);
  }

  private static double search(DoublePredicate isTooLow) {
    double low = LOWEST;
    double high = HIGHEST;
    for (int turn = 0; turn < TURNS; turn++) {
      double middle = Math.sqrt(low * high);
      if (isTooLow.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private double weights(double price) {
    double sum = 0;
    for (double[] errors : sample.trials()) {
      int width = sample.width(errors, price);
      sum += width < 0 ? 0 : sample.weights(width);
    }
    return sum * sample.share();
  }
}
