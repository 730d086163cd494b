package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The paper's figures, in decibels as printed. Its peak is not stated; the numbers fit a peak of 1
 * on data in [-1, 1], {@code Decibels.PAPER_OFFSET} below this project's convention.
 */
final class Published {
  private static final List<String> TABLE1_PICTURES = List.of("kodim01", "kodim08", "kodim24");
  private static final List<String> TABLE2_PICTURES =
      List.of("kodim01", "kodim08", "kodim12", "kodim24");

  /** Table I, upper half: Gaussian noise, sigma 0.001. */
  private static final Map<String, List<Double>> TABLE1_GAUSSIAN =
      Map.of(
          "mse", List.of(15.73, 12.42, 14.96),
          "l1", List.of(15.41, 11.88, 14.88),
          "lipschitz", List.of(15.11, 11.47, 14.55),
          "noise-aware", List.of(15.26, 11.57, 14.62),
          "gradient-norm", List.of(17.64, 14.48, 16.71));

  /** Table I, lower half: binary noise, p 0.001. */
  private static final Map<String, List<Double>> TABLE1_MASK =
      Map.of(
          "mse", List.of(18.57, 13.48, 17.29),
          "l1", List.of(18.70, 13.51, 17.32),
          "lipschitz", List.of(18.41, 13.60, 17.49),
          "noise-aware", List.of(17.32, 13.50, 17.08),
          "gradient-norm", List.of(22.48, 16.36, 22.38));

  /** Table II: lambda under Gaussian noise, sigma 0.001. */
  private static final Map<Double, List<Double>> TABLE2 =
      Map.of(
          0.01, List.of(16.20, 13.42, 19.89, 15.24),
          0.1, List.of(17.64, 14.48, 19.61, 16.63),
          0.2, List.of(17.61, 14.43, 20.21, 16.53),
          0.5, List.of(18.17, 14.05, 19.34, 16.71));

  /** Section III, Figures 5 to 7: the most that the paper's method gained over mse. */
  private static final Map<String, Gains> MODALITIES =
      Map.of(
          "ct", new Gains(-2.82, 7.5, 7.5),
          "audio", new Gains(-8.04, 2.84, 2.93),
          "video", new Gains(Double.NaN, 0.26, 1.74));

  /**
   * What the paper's method gained on a signal over mse; NaN where it does not say. For CT it gives
   * one number for both noises.
   */
  private record Gains(double clean, double gaussian, double mask) {}

  private Published() {}

  /** A cell of Table I; all forms of the gradient norm share the row that the paper calls ours. */
  static OptionalDouble table1(Method method, WeightNoise noise, String picture) {
    String row = isGradientNorm(method) ? "gradient-norm" : method.key();
    Map<String, List<Double>> half = noise.mask() > 0 ? TABLE1_MASK : TABLE1_GAUSSIAN;
    return cell(half.get(row), TABLE1_PICTURES, picture);
  }

  /** A cell of Table II, or of Table I for mse. */
  static OptionalDouble table2(Method method, WeightNoise noise, String picture) {
    if (isGradientNorm(method)) {
      return cell(TABLE2.get(method.lambda()), TABLE2_PICTURES, picture);
    }
    return method.is("mse") ? table1(method, noise, picture) : OptionalDouble.empty();
  }

  /** What the paper's method gained over mse on a modality, by its text; without noise too. */
  static OptionalDouble modalityGain(Method method, WeightNoise noise, String modality) {
    Gains gains = MODALITIES.get(modality);
    if (gains == null || !isGradientNorm(method)) {
      return OptionalDouble.empty();
    }
    double gain =
        noise.isNone() ? gains.clean() : noise.mask() > 0 ? gains.mask() : gains.gaussian();
    return Double.isNaN(gain) ? OptionalDouble.empty() : OptionalDouble.of(gain);
  }

  private static boolean isGradientNorm(Method method) {
    return method.key().startsWith("gradient-norm");
  }

  private static OptionalDouble cell(
      @Nullable List<Double> row, List<String> columns, String column) {
    int index = columns.indexOf(column);
    return row == null || index < 0 ? OptionalDouble.empty() : OptionalDouble.of(row.get(index));
  }
}
