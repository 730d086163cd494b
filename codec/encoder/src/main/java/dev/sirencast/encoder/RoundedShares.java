package dev.sirencast.encoder;

import java.util.function.DoubleUnaryOperator;

/**
 * What weights lack that leave a share of a stream's bytes to protection: the decibels are measured
 * without protection and with the most, and what rounding adds follows the bytes' logarithm
 * between.
 *
 * @param clean the squared error before rounding, above 0
 * @param least what rounding adds to it where weights have all the bytes
 * @param most the same where they have {@code 1 / (1 + overhead)} of them
 * @param overhead above 0
 */
record RoundedShares(double clean, double least, double most, double overhead)
    implements DoubleUnaryOperator {
  @Override
  public double applyAsDouble(double share) {
    double along = Math.log1p(share) / Math.log1p(overhead);
    double ratio = Math.max(1, most / least);
    return 10 * Math.log10((clean + least * Math.pow(ratio, along)) / (clean + least));
  }
}
