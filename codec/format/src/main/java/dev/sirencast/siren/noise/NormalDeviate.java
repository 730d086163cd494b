package dev.sirencast.siren.noise;

import java.util.SplittableRandom;

/**
 * Normal deviates by the Box-Muller transform, of which the cosine half is used.
 *
 * <p>With {@link StrictMath} and the specified SplitMix64 sequence they are the same on every JDK
 * and machine, which {@code nextGaussian} does not promise.
 */
public final class NormalDeviate {
  private NormalDeviate() {}

  /** Returns a deviate of mean 0 and standard deviation 1. */
  public static double next(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
