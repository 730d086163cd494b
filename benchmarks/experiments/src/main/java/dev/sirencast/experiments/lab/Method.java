package dev.sirencast.experiments.lab;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.RobustMode;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.util.Locale;
import java.util.function.Function;

/**
 * A way to train, as one row of a table.
 *
 * @param key short name for files, such as {@code gradient-norm}
 * @param label what people read, such as {@code gradient norm, lambda 0.01}
 * @param lambda weight of a penalty, NaN where there is none
 * @param recipe what is trained to stand a noise
 */
public record Method(
    String key, String label, double lambda, Function<WeightNoise, Recipe> recipe) {
  private static final double L1_FACTOR = 1e-5;
  private static final double LIPSCHITZ_FACTOR = 1e-4;

  public static Method mse() {
    return fixed("mse", "mse", Double.NaN, TrainingLoss.mse());
  }

  public static Method l1() {
    return fixed("l1", "L1", L1_FACTOR, TrainingLoss.l1(L1_FACTOR));
  }

  public static Method lipschitz() {
    return fixed(
        "lipschitz", "Lipschitz", LIPSCHITZ_FACTOR, TrainingLoss.lipschitz(LIPSCHITZ_FACTOR));
  }

  /** Eq. 6 with its exact gradient. */
  public static Method gradientNorm(double lambda) {
    return fixed("gradient-norm", "gradient norm", lambda, TrainingLoss.gradientNorm(lambda));
  }

  /** Eq. 6 with a finite difference in place of the Hessian-vector product. */
  public static Method gradientNormDifference(double lambda) {
    return fixed(
        "gradient-norm-fd",
        "gradient norm by differences",
        lambda,
        TrainingLoss.gradientNormDifference(lambda));
  }

  /** Eq. 6 with the gradient that Eq. 9 prints. */
  public static Method gradientNormEq9(double lambda) {
    return fixed(
        "gradient-norm-eq9",
        "gradient norm, Eq. 9 as printed",
        lambda,
        TrainingLoss.gradientNormEq9(lambda));
  }

  public static Method noiseAware() {
    return new Method(
        "noise-aware",
        "noise-aware",
        Double.NaN,
        noise -> NetworkRecipe.plain(TrainingLoss.noiseAware(TrainingNoise.of(noise), false)));
  }

  /** Local noise on the very network that the other rows have. */
  public static Method oursLikeForLike() {
    return new Method(
        "ours-like-for-like",
        "ours, like for like",
        Double.NaN,
        noise ->
            NetworkRecipe.plain(TrainingLoss.localReparameterization(TrainingNoise.of(noise), 0)));
  }

  /** Network and loss as {@code --robust} chooses them. */
  public static Method oursFree() {
    return new Method(
        "ours-free",
        "ours, free",
        Double.NaN,
        noise -> NetworkRecipe.robust(new RobustMode(TrainingNoise.of(noise))));
  }

  /** A base and patches, without a thought of noise. */
  public static Method patches(PatchRounding rounding, PacketizerOptions packets) {
    return new Method(
        "patches",
        "patches",
        Double.NaN,
        noise -> new PatchRecipe(WeightNoise.NONE, rounding, packets));
  }

  /** Base and patches as {@code --robust} trains them. */
  public static Method robustPatches(PatchRounding rounding, PacketizerOptions packets) {
    return new Method(
        "patches-robust",
        "patches, robust",
        Double.NaN,
        noise -> new PatchRecipe(noise, rounding, packets));
  }

  private static Method fixed(String key, String label, double lambda, TrainingLoss loss) {
    String suffix = Double.isNaN(lambda) ? "" : ", " + number(lambda);
    return new Method(key, label + suffix, lambda, noise -> NetworkRecipe.plain(loss));
  }

  private static String number(double value) {
    return value < 1e-2 ? String.format(Locale.ROOT, "%.0e", value) : Double.toString(value);
  }

  public boolean is(String otherKey) {
    return key.equals(otherKey);
  }

  /** Two methods are the same row if they have the same name and factor. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Method method && label.equals(method.label);
  }

  @Override
  public int hashCode() {
    return label.hashCode();
  }

  @Override
  public String toString() {
    return label;
  }
}
