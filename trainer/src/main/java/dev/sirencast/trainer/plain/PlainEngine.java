package dev.sirencast.trainer.plain;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.FitState;
import dev.sirencast.trainer.cpu.NetworkPass;
import dev.sirencast.trainer.cpu.NoisePass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.engine.StepEngine;
import dev.sirencast.trainer.engine.StepLoss;
import dev.sirencast.trainer.engine.StepProblem;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** Steps in plain Java. The bits of what it computes do not depend on the number of threads. */
public final class PlainEngine implements StepEngine {
  private final TrainingPoints points;
  private final SquaredError squaredError;
  private final PlainObjective objective;
  private final NoisePool noise;
  private final float[] rates;
  private final float[] gradient;
  private FitState state;
  private TrainingPoints room;

  /**
   * An engine at a problem's initial weights.
   *
   * @param executor where the other threads come from
   * @param threads threads at most, the calling one included, 1 or more
   */
  public PlainEngine(StepProblem problem, Executor executor, int threads) {
    ParameterSpace space = problem.space();
    SirenArchitecture architecture = space.architecture();
    this.points = TrainingPoints.of(problem.signal());
    this.room = points;
    this.squaredError = new SquaredError(new NetworkPass(architecture, executor, threads));
    this.objective = problem.loss().as(new PlainObjectives(squaredError, space, executor, threads));
    this.noise =
        new NoisePool(
            problem.seed(),
            Math.max(architecture.parameters(), NoisePass.largestDraw(architecture)));
    this.rates = space.perTensor(space::rate);
    this.gradient = new float[architecture.parameters()];
    this.state = FitState.of(problem.initial().toFlatArray());
  }

  /**
   * Returns an engine at a problem's initial weights, on threads of the common pool.
   *
   * @param threads threads at most, the calling one included; 0 for one a processor
   */
  public static PlainEngine open(StepProblem problem, int threads) {
    int most = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return new PlainEngine(problem, ForkJoinPool.commonPool(), most);
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public StepLoss step(int step, int @Nullable [] batch, double rate, double progress) {
    noise.seek(step);
    StepLoss loss = objective.evaluate(state.current(), seen(batch, progress), gradient);
    if (Double.isFinite(loss.value())) {
      state.step(gradient, rates, rate);
    }
    return loss;
  }

  private PlainStep seen(int @Nullable [] batch, double progress) {
    return batch == null
        ? new PlainStep(points, points.count(), noise, progress)
        : new PlainStep(gathered(batch), batch.length, noise, progress);
  }

  private TrainingPoints gathered(int[] batch) {
    if (room == points || room.count() < batch.length) {
      room = TrainingPoints.room(points.inputs(), points.outputs(), batch.length);
    }
    room.gather(points, batch, 0, batch.length);
    return room;
  }

  @Override
  public double decibels(float[] weights) {
    return objective.decibels(weights, points, noise);
  }

  @Override
  public double reconstruction(float[] weights, int @Nullable [] batch, float[] gradientThere) {
    return squaredError.at(weights, seen(batch, 0), gradientThere);
  }

  @Override
  public float[] weights() {
    return state.weights();
  }

  @Override
  public float[] mean() {
    return state.mean();
  }

  @Override
  public float[] variance() {
    return state.variance();
  }

  @Override
  public void restore(int steps, float[] weights, float[] mean, float[] variance) {
    state = FitState.of(steps, weights, mean, variance);
  }

  @Override
  public void close() {
    // Nothing but memory.
  }
}
