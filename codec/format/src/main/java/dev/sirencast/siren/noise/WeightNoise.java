package dev.sirencast.siren.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What noise does to a weight, as far as its first two moments go.
 *
 * <p>A weight w of a tensor that is sent becomes {@code k w (1 + relative e) + sigma e'}, with e
 * and e' normal deviates and k 0 with probability {@code mask} and 1 otherwise: mean {@code (1 -
 * mask) w}, variance {@code sigma^2 + (relative^2 (1 - mask) + mask (1 - mask)) w^2}. Each of the
 * three alone is a {@link WeightPerturbation}; the first and the last are the noises of Zhou et al.
 * It hits W and b in {@code sin(omega0 (W x + b))}. Immutable and thread-safe.
 *
 * @param sigma standard deviation of additive Gaussian noise, 0 or more and finite
 * @param relative standard deviation of Gaussian noise as a share of the weight, same range
 * @param mask probability that the weight is set to zero, 0 or more and below 1
 */
public record WeightNoise(double sigma, double relative, double mask) {
  /** No noise. */
  public static final WeightNoise NONE = new WeightNoise(0, 0, 0);

  /** Checks the ranges. */
  public WeightNoise {
    requireFinite("gaussian", sigma);
    requireFinite("relative", relative);
    if (!(mask >= 0 && mask < 1)) {
      throw new IllegalArgumentException("mask must be 0 or more and below 1, got " + mask);
    }
  }

  private static void requireFinite(String what, double value) {
    if (!(value >= 0 && value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(what + " must be 0 or more and finite, got " + value);
    }
  }

  /** Additive Gaussian noise. */
  public static WeightNoise gaussian(double sigma) {
    return new WeightNoise(sigma, 0, 0);
  }

  /** Weights set to zero with a probability. */
  public static WeightNoise mask(double probability) {
    return new WeightNoise(0, 0, probability);
  }

  /** Whether there is no noise. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** The probability that a weight is kept, which its mean is multiplied by. */
  public double keepProbability() {
    return 1 - mask;
  }

  /** The multiplicative variance: the part that grows with a weight's square, over that square. */
  public double multiplicativeVariance() {
    return relative * relative * keepProbability() + mask * keepProbability();
  }

  /** The noise as perturbations, to be applied one after another. */
  public List<WeightPerturbation> perturbations() {
    List<WeightPerturbation> parts = new ArrayList<>();
    if (relative > 0) {
      parts.add(new WeightPerturbation.RelativeGaussian(relative));
    }
    if (mask > 0) {
      parts.add(new WeightPerturbation.Mask(mask));
    }
    if (sigma > 0) {
      parts.add(new WeightPerturbation.Gaussian(sigma));
    }
    return parts;
  }

  /** The parts joined by "+", as in {@code gaussian:0.001+mask:0.01}, or {@code none}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    add(parts, "gaussian", sigma);
    add(parts, "relative", relative);
    add(parts, "mask", mask);
    return parts.isEmpty() ? "none" : String.join("+", parts);
  }

  private static void add(List<String> parts, String name, double value) {
    if (value > 0) {
      parts.add(String.format(Locale.ROOT, "%s:%s", name, Double.toString(value)));
    }
  }
}
