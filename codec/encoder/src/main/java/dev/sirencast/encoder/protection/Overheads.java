package dev.sirencast.encoder.protection;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Shares of a stream's bytes that are tried for its protection. */
final class Overheads {
  private static final int[] PERCENT = {
    0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25, 28, 32, 36, 40, 45, 50, 57, 64, 72, 80,
    90, 100, 115, 130, 150, 175, 200, 250, 300, 350, 400
  };

  private Overheads() {}

  /** The least of those above a share with which a link takes next to nothing, if there is one. */
  static OptionalDouble enough(double above, DoubleFunction<ExpectedLoss> expected) {
    return Arrays.stream(PERCENT)
        .filter(percent -> percent > 100 * above)
        .mapToDouble(percent -> percent / 100.0)
        .filter(share -> expected.apply(share).isSmall())
        .findFirst();
  }

  /**
   * The share that costs least, of those up to a limit: what is spent on protection the weights
   * lack.
   *
   * @param most the limit
   * @param expected decibels that a link takes
   * @param lacking decibels that weights with so many bytes less have less; never falls
   */
  static double best(
      double most, DoubleFunction<ExpectedLoss> expected, DoubleUnaryOperator lacking) {
    double best = 0;
    double least = Double.MAX_VALUE;
    for (double share : upTo(most)) {
      double lost = lacking.applyAsDouble(share);
      if (lost >= least) {
        break;
      }
      double all = lost + expected.apply(share).mean();
      if (all < least) {
        least = all;
        best = share;
      }
    }
    return best;
  }

  /**
   * What may be spent of an overhead, the most first: where a code fails in any case, packets that
   * it adds do not help, and fewer of them are no worse.
   */
  static double[] spent(double most) {
    double[] less = upTo(most);
    return DoubleStream.concat(
            DoubleStream.of(most),
            IntStream.range(0, less.length).mapToDouble(i -> less[less.length - 1 - i]))
        .distinct()
        .toArray();
  }

  private static double[] upTo(double most) {
    return IntStream.of(PERCENT)
        .filter(percent -> percent <= 100 * most)
        .mapToDouble(percent -> percent / 100.0)
        .toArray();
  }
}
