package dev.sirencast.encoder.protection;

/**
 * What damage to a class of packets does to the samples, as mean squared errors.
 *
 * @param loss where all of it is missing
 * @param flips where one in a thousand of its bits is flipped
 */
record ClassErrors(double loss, double flips) {
  /** Above this an estimate from small errors says no more than that all is lost. */
  static final double WORST = 0.08;

  ClassErrors {
    loss = Math.min(WORST, loss);
  }
}
