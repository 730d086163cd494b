package dev.sirencast.trainer.plain;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.HessianPass;
import dev.sirencast.trainer.cpu.NoisePass;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.loss.LossCases;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.util.concurrent.Executor;

/** Each loss on this engine. */
final class PlainObjectives implements LossCases<PlainObjective> {
  private final SquaredError squaredError;
  private final ParameterSpace space;
  private final Executor executor;
  private final int threads;

  /**
   * @param squaredError of the network, which losses share
   */
  PlainObjectives(SquaredError squaredError, ParameterSpace space, Executor executor, int threads) {
    this.squaredError = squaredError;
    this.space = space;
    this.executor = executor;
    this.threads = threads;
  }

  private SirenArchitecture architecture() {
    return space.architecture();
  }

  private int parameters() {
    return architecture().parameters();
  }

  private NoisePass noisePass() {
    return new NoisePass(space, executor, threads);
  }

  private float[] sent() {
    return space.perTensor(tensor -> space.isSent(tensor) ? 1 : 0);
  }

  @Override
  public PlainObjective mse() {
    return squaredError;
  }

  @Override
  public PlainObjective gradientNorm(double lambda) {
    HessianPass hessian = new HessianPass(architecture(), executor, threads);
    return new GradientNorm(
        squaredError, lambda, GradientNorm.exact(hessian, lambda, parameters()));
  }

  @Override
  public PlainObjective gradientNormDifference(double lambda) {
    return new GradientNorm(
        squaredError, lambda, GradientNorm.byDifference(squaredError, lambda, parameters()));
  }

  @Override
  public PlainObjective gradientNormEq9(double lambda) {
    return new GradientNorm(squaredError, lambda, GradientNorm.eq9(lambda));
  }

  @Override
  public PlainObjective l1(double factor) {
    return new Penalised(squaredError, Penalised.l1(factor, sent()));
  }

  @Override
  public PlainObjective lipschitz(double beta) {
    return new Penalised(squaredError, new Orthogonality(architecture(), beta));
  }

  @Override
  public PlainObjective noiseAware(TrainingNoise noise, boolean antithetic) {
    return new NoiseAware(squaredError, noisePass(), noise, antithetic, sent());
  }

  @Override
  public PlainObjective localReparameterization(TrainingNoise noise, int pairs) {
    return new NoisyLoss(noisePass(), noise, true, pairs);
  }

  @Override
  public PlainObjective moments(TrainingNoise noise) {
    return new NoisyLoss(noisePass(), noise, false, 0);
  }
}
