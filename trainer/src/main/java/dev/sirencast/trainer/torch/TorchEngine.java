package dev.sirencast.trainer.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.engine.StepEngine;
import dev.sirencast.trainer.engine.StepLoss;
import dev.sirencast.trainer.engine.StepProblem;
import dev.sirencast.trainer.network.Adam;
import dev.sirencast.trainer.network.Batch;
import dev.sirencast.trainer.network.BatchPass;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.NoiseSource;
import dev.sirencast.trainer.network.ParameterViews;
import dev.sirencast.trainer.network.SignalPoints;
import dev.sirencast.trainer.network.TrainedParameters;
import dev.sirencast.trainer.network.TrainingDevice;
import org.jspecify.annotations.Nullable;

/**
 * Steps on PyTorch, through DJL.
 *
 * <p>Every step has a manager of its own, closed at its end, so that memory stays flat; only the
 * points, the parameters and the optimiser's moments live as long as the engine.
 */
public final class TorchEngine implements StepEngine {
  private final NDManager manager;
  private final Objective objective;
  private final SignalPoints points;
  private final TrainedParameters parameters;
  private final Adam adam;
  private final NoiseSource noise;

  private TorchEngine(NDManager manager, StepProblem problem, int tileSize) {
    this.manager = manager;
    this.objective = problem.loss().as(new TorchObjectives());
    this.points = new SignalPoints(manager, problem.signal(), tileSize);
    this.parameters = new TrainedParameters(manager, problem.space(), problem.initial());
    this.adam = new Adam(manager, parameters.flat(), parameters.rates());
    SirenArchitecture architecture = problem.space().architecture();
    int tile = Math.min(tileSize, points.points());
    this.noise =
        new NoiseSource(
            manager,
            problem.seed(),
            Math.max(
                architecture.parameters(),
                Math.multiplyExact(tile, architecture.hiddenFeatures())));
  }

  /**
   * Returns an engine at a problem's initial weights.
   *
   * @param tileSize points that go through the network together
   * @param threads of the calling thread's operations, 0 for as many as are of use
   * @throws IllegalStateException if there is no such device
   */
  public static TorchEngine open(
      StepProblem problem, int tileSize, TrainingDevice device, int threads) {
    DjlEngine engine = DjlEngine.get();
    Device where = engine.device(device);
    engine.useThreads(threads);
    NDManager manager = engine.newManager(where);
    try {
      return new TorchEngine(manager, problem, tileSize);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public String device() {
    return DjlEngine.name(manager.getDevice());
  }

  @Override
  public StepLoss step(int step, int @Nullable [] batch, double rate, double progress) {
    try (NDManager scope = manager.newSubManager()) {
      noise.seek(step);
      Batch seen = batch == null ? points.grid() : points.select(scope, batch);
      LossGradient loss =
          objective.evaluate(new Step(parameters.network(scope), seen, noise, progress));
      if (Double.isFinite(loss.value())) {
        adam.step(loss.gradient(), rate);
      }
      return new StepLoss(loss.value(), loss.reconstruction());
    }
  }

  @Override
  public double decibels(float[] weights) {
    try (NDManager scope = manager.newSubManager()) {
      TrainedParameters evaluated = parameters.withValues(scope.create(weights));
      return objective.decibels(evaluated.network(scope), points.grid(), noise);
    }
  }

  @Override
  public double reconstruction(float[] weights, int @Nullable [] batch, float[] gradient) {
    try (NDManager scope = manager.newSubManager()) {
      Batch seen = batch == null ? points.grid() : points.select(scope, batch);
      FoldedParameters network = parameters.withValues(scope.create(weights)).network(scope);
      try (BatchPass pass = new BatchPass(network, seen, false)) {
        float[] byWeight = pass.gradient().toFloatArray();
        System.arraycopy(byWeight, 0, gradient, 0, gradient.length);
        return pass.reconstruction();
      }
    }
  }

  @Override
  public float[] weights() {
    return parameters.flat().toFloatArray();
  }

  @Override
  public float[] mean() {
    return adam.mean();
  }

  @Override
  public float[] variance() {
    return adam.variance();
  }

  @Override
  public void restore(int steps, float[] weights, float[] mean, float[] variance) {
    ParameterViews.fill(parameters.flat(), weights);
    adam.restore(steps, mean, variance);
  }

  /** The number of arrays that are held. */
  public int arrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
  }
}
