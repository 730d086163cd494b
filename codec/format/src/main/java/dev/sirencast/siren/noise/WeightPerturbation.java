package dev.sirencast.siren.noise;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Noise on a network's weights, as in analogue storage or transmission.
 *
 * <p>It hits W and b of every layer in the parametrisation {@code sin(omega0 (W x + b))}, each
 * value on its own: the two noises of Zhou et al., "Enhancing Robustness of Implicit Neural
 * Representations Against Weight Perturbations", section III. Immutable; a seed gives the same
 * noise everywhere.
 */
public interface WeightPerturbation {
  /** Returns the weights with noise drawn from {@code seed}. */
  SirenWeights apply(SirenWeights weights, long seed);

  /**
   * Returns the weights with noise drawn from {@code seed} on all that is sent. What the sent
   * tensors get does not depend on which tensors are seeded.
   *
   * @param seeded the tensors that are not sent, which are left as they are
   */
  default SirenWeights apply(SirenWeights weights, SeededTensors seeded, long seed) {
    SirenWeights noisy = apply(weights, seed);
    if (seeded.isEmpty()) {
      return noisy;
    }
    List<WeightTensor> tensors = new ArrayList<>(noisy.tensors());
    for (int tensor : seeded.tensors()) {
      tensors.set(tensor, weights.tensors().get(tensor));
    }
    return SirenWeights.of(weights.architecture(), tensors);
  }

  /**
   * Returns the weights under several noises, one after the other. Each draws from a seed of its
   * own: the first from {@code seed}, and so as if it were alone; part i from {@link
   * DerivedSeed#of}{@code (seed, i)}.
   *
   * @param parts in the order in which they are applied
   * @param seeded the tensors that are not sent, which are left as they are
   */
  static SirenWeights applyAll(
      List<WeightPerturbation> parts, SirenWeights weights, SeededTensors seeded, long seed) {
    SirenWeights noisy = weights;
    for (int i = 0; i < parts.size(); i++) {
      noisy = parts.get(i).apply(noisy, seeded, i == 0 ? seed : DerivedSeed.of(seed, i));
    }
    return noisy;
  }

  /**
   * Adds a normal deviate of standard deviation {@code sigma} to every value.
   *
   * @param sigma 0 or more, finite
   */
  record Gaussian(double sigma) implements WeightPerturbation {
    /** Checks the range. */
    public Gaussian {
      if (!(sigma >= 0 && sigma <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException("sigma must be 0 or more, got " + sigma);
      }
    }

    @Override
    public SirenWeights apply(SirenWeights weights, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return map(weights, value -> value + sigma * NormalDeviate.next(random));
    }

    @Override
    public String toString() {
      return "gauss(sigma=" + number(sigma) + ")";
    }
  }

  /**
   * Adds a normal deviate of standard deviation {@code sigma} to every value as it is sent, scaled
   * tensor by tensor, and scales it back: what noise in the channel does to weights that are sent
   * as amplitudes.
   *
   * @param sigma 0 or more, finite
   * @param scale how tensors are scaled
   * @param grid where the signal is sampled, on which sensitivities are taken
   */
  record Transmitted(double sigma, TransmitScale scale, CoordinateGrid grid)
      implements WeightPerturbation {
    /** Checks the range. */
    public Transmitted {
      if (!(sigma >= 0 && sigma <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException("sigma must be 0 or more, got " + sigma);
      }
    }

    @Override
    public SirenWeights apply(SirenWeights weights, long seed) {
      return apply(weights, SeededTensors.none(), seed);
    }

    @Override
    public SirenWeights apply(SirenWeights weights, SeededTensors seeded, long seed) {
      double[] factors = scale.factors(weights, seeded, grid);
      return addNormal(weights, seeded, seed, t -> sigma / factors[t], noise -> noise);
    }

    @Override
    public String toString() {
      return "gauss(sigma=" + number(sigma) + ",scale=" + scale.label() + ")";
    }
  }

  /**
   * Adds white Gaussian noise so many decibels below what is sent, which is every tensor with the
   * same mean square ({@link TransmitScale#RMS}).
   *
   * @param decibels ratio of the mean squares of what is sent and of the noise, finite
   */
  record SignalToNoise(double decibels) implements WeightPerturbation {
    /** Checks the range. */
    public SignalToNoise {
      if (!(Math.abs(decibels) <= 300)) {
        throw new IllegalArgumentException("snr must be -300dB to 300dB, got " + decibels);
      }
    }

    @Override
    public SirenWeights apply(SirenWeights weights, long seed) {
      return apply(weights, SeededTensors.none(), seed);
    }

    @Override
    public SirenWeights apply(SirenWeights weights, SeededTensors seeded, long seed) {
      double ratio = Math.pow(10, -decibels / 20);
      return addNormal(
          weights,
          seeded,
          seed,
          t -> ratio * rootMeanSquare(weights.tensors().get(t)),
          noise -> (float) noise);
    }

    private static double rootMeanSquare(WeightTensor tensor) {
      double power = 0;
      for (float value : tensor.toArray()) {
        power += (double) value * value;
      }
      return Math.sqrt(power / tensor.size());
    }

    @Override
    public String toString() {
      return "gauss(snr=" + number(decibels) + "dB)";
    }
  }

  /**
   * Multiplies every value by 1 plus a normal deviate of standard deviation {@code ratio}.
   *
   * @param ratio 0 or more, finite
   */
  record RelativeGaussian(double ratio) implements WeightPerturbation {
    /** Checks the range. */
    public RelativeGaussian {
      if (!(ratio >= 0 && ratio <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException("relative must be 0 or more, got " + ratio);
      }
    }

    @Override
    public SirenWeights apply(SirenWeights weights, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return map(weights, value -> value * (1 + ratio * NormalDeviate.next(random)));
    }

    @Override
    public String toString() {
      return "gauss(relative=" + number(ratio) + ")";
    }
  }

  /**
   * Sets every value to zero with a probability.
   *
   * @param probability 0 to 1
   */
  record Mask(double probability) implements WeightPerturbation {
    /** Checks the range. */
    public Mask {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("p must be 0 to 1, got " + probability);
      }
    }

    @Override
    public SirenWeights apply(SirenWeights weights, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return map(weights, value -> random.nextDouble() < probability ? 0 : value);
    }

    @Override
    public String toString() {
      return "mask(p=" + number(probability) + ")";
    }
  }

  /**
   * Reads perturbations separated by semicolons, as in {@code gauss(sigma=1e-3); mask(p=1%)}.
   *
   * @param grid where the signal is sampled, for noise whose scale depends on it
   * @return the perturbations in the order in which they are applied; none for an empty text or
   *     {@code none}
   * @throws IllegalArgumentException if the text is anything else; the message says what is known
   */
  static List<WeightPerturbation> parseAll(String text, CoordinateGrid grid) {
    List<WeightPerturbation> all = new ArrayList<>();
    if (text.isBlank() || text.strip().equals("none")) {
      return all;
    }
    for (String part : text.split(";", -1)) {
      all.add(parse(part.strip(), grid));
    }
    return all;
  }

  private static WeightPerturbation parse(String text, CoordinateGrid grid) {
    Matcher scaled =
        Pattern.compile(
                "gauss\\(\\s*sigma\\s*=\\s*([^\\s(),]+)\\s*,\\s*scale\\s*=\\s*(\\w+)\\s*\\)")
            .matcher(text);
    if (scaled.matches()) {
      for (TransmitScale scale : TransmitScale.values()) {
        if (scale.label().equals(scaled.group(2))) {
          return new Transmitted(parseNumber(text, scaled.group(1)), scale, grid);
        }
      }
    }
    Matcher ratio =
        Pattern.compile("gauss\\(\\s*snr\\s*=\\s*([^\\s(),]+?)\\s*dB\\s*\\)").matcher(text);
    if (ratio.matches()) {
      return new SignalToNoise(parseNumber(text, ratio.group(1)));
    }
    Matcher call =
        Pattern.compile("(gauss|mask)\\(\\s*(\\w+)\\s*=\\s*([^\\s()]+)\\s*\\)").matcher(text);
    if (call.matches()) {
      double value = parseNumber(text, call.group(3));
      switch (call.group(1) + " " + call.group(2)) {
        case "gauss sigma":
          return new Gaussian(value);
        case "gauss relative":
          return new RelativeGaussian(value);
        case "mask p":
          return new Mask(value);
        default:
          break;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no noise on weights; expected gauss(sigma=1e-3),"
            + " gauss(sigma=1e-3,scale=none|peak|power|rms), gauss(snr=20dB), gauss(relative=1%)"
            + " or mask(p=1e-3), separated by ';'");
  }

  private static double parseNumber(String text, String number) {
    boolean percent = number.endsWith("%");
    String digits = percent ? number.substring(0, number.length() - 1) : number;
    try {
      return Double.parseDouble(digits) / (percent ? 100 : 1);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + number + "' in '" + text + "' is not a number such as 1e-3 or 1%");
    }
  }

  private static String number(double value) {
    return Double.toString(value);
  }

  /**
   * Adds normal deviates to all that is sent.
   *
   * @param sigma a tensor's standard deviation
   * @param rounding what is added, of what was drawn
   */
  private static SirenWeights addNormal(
      SirenWeights weights,
      SeededTensors seeded,
      long seed,
      IntToDoubleFunction sigma,
      DoubleUnaryOperator rounding) {
    SplittableRandom random = new SplittableRandom(seed);
    List<WeightTensor> noisy = new ArrayList<>();
    for (int t = 0; t < weights.tensors().size(); t++) {
      WeightTensor tensor = weights.tensors().get(t);
      double deviation = sigma.applyAsDouble(t);
      float[] values = tensor.toArray();
      for (int i = 0; i < values.length; i++) {
        double noise = deviation * NormalDeviate.next(random);
        values[i] = (float) (values[i] + rounding.applyAsDouble(noise));
      }
      noisy.add(
          seeded.contains(t) ? tensor : WeightTensor.of(tensor.rows(), tensor.columns(), values));
    }
    return SirenWeights.of(weights.architecture(), noisy);
  }

  private static SirenWeights map(SirenWeights weights, DoubleUnaryOperator operator) {
    float[] flat = weights.toFlatArray();
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) operator.applyAsDouble(flat[i]);
    }
    return SirenWeights.ofFlat(weights.architecture(), flat);
  }
}
