package dev.sirencast.trainer.loss;

/**
 * What an engine makes of each loss of {@link TrainingLoss}, whose factories say what they are.
 *
 * @param <T> what it makes of them
 */
public interface LossCases<T> {
  /** Of {@link TrainingLoss#mse}. */
  T mse();

  /** Of {@link TrainingLoss#gradientNorm}. */
  T gradientNorm(double lambda);

  /** Of {@link TrainingLoss#gradientNormDifference}. */
  T gradientNormDifference(double lambda);

  /** Of {@link TrainingLoss#gradientNormEq9}. */
  T gradientNormEq9(double lambda);

  /** Of {@link TrainingLoss#l1}. */
  T l1(double factor);

  /** Of {@link TrainingLoss#lipschitz}. */
  T lipschitz(double beta);

  /** Of {@link TrainingLoss#noiseAware}. */
  T noiseAware(TrainingNoise noise, boolean antithetic);

  /** Of {@link TrainingLoss#localReparameterization}. */
  T localReparameterization(TrainingNoise noise, int pairs);

  /** Of {@link TrainingLoss#moments}. */
  T moments(TrainingNoise noise);
}
