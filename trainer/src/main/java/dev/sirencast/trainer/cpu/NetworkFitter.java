package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.engine.ParameterSpace;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Fits networks of one architecture to points, one after another, in memory that is used again.
 *
 * <p>A step is the gradient g of the mean squared error of y over the step's points and components
 * ({@link NetworkPass#squaredError}) by the weights that the step sees, what the hooks make of it,
 * and a step of Adam (0.9, 0.999, 1e-8). For one call at a time.
 */
public final class NetworkFitter {
  private final NetworkPass pass;
  private final float[] gradient;
  private final float[] seen;

  /** A fitter on the calling thread alone. */
  public NetworkFitter(SirenArchitecture architecture) {
    this(new NetworkPass(architecture));
  }

  /** A fitter whose every step several threads share, as in {@link NetworkPass}. */
  public NetworkFitter(SirenArchitecture architecture, Executor executor, int threads) {
    this(new NetworkPass(architecture, executor, threads));
  }

  NetworkFitter(NetworkPass pass) {
    this.pass = pass;
    this.gradient = new float[pass.architecture().parameters()];
    this.seen = new float[gradient.length];
  }

  /** The pass, for errors and outputs between fits. */
  public NetworkPass pass() {
    return pass;
  }

  /**
   * Goes on until the schedule's last step.
   *
   * @return whether it was reached, and not cancelled before
   */
  public boolean fit(
      FitState state, TrainingPoints points, FitOptions options, BooleanSupplier cancelled) {
    return fit(state, points, options, FitHooks.NONE, options.schedule().steps(), cancelled);
  }

  /**
   * Goes on until {@code end} steps have been taken in all, or as many as the schedule has.
   *
   * @param cancelled asked before each step
   * @return whether the end was reached, and not cancelled before
   * @throws ArithmeticException if the error is no longer a finite number; the weights are those
   *     that led there
   */
  public boolean fit(
      FitState state,
      TrainingPoints points,
      FitOptions options,
      FitHooks hooks,
      int end,
      BooleanSupplier cancelled) {
    ParameterSpace space = new ParameterSpace(pass.architecture(), options.seeded());
    float[] rates =
        space.perTensor(
            tensor ->
                space.rate(tensor)
                    * (SirenArchitecture.layerOf(tensor) == 0 ? options.firstRate() : 1));
    MiniBatches batches = new MiniBatches(points, options);
    int last = Math.min(end, options.schedule().steps());
    while (state.steps() < last) {
      if (cancelled.getAsBoolean()) {
        return false;
      }
      step(state, batches, rates, options, hooks);
    }
    return true;
  }

  private void step(
      FitState state, MiniBatches batches, float[] rates, FitOptions options, FitHooks hooks) {
    int step = state.steps();
    float[] weights = state.current();
    batches.go(step);
    double error =
        pass.squaredError(
            seen(weights, hooks, step), batches.points(), batches.from(), batches.to(), gradient);
    if (!Double.isFinite(error)) {
      throw new ArithmeticException("training failed: the error of step " + step + " is " + error);
    }
    if (hooks.perturbation() != null) {
      hooks.perturbation().adjust(gradient, step);
    }
    if (hooks.term() != null) {
      hooks.term().addTo(weights, gradient, step);
    }
    state.step(gradient, rates, options.schedule().rate(step));
  }

  private float[] seen(float[] weights, FitHooks hooks, int step) {
    if (hooks.perturbation() == null) {
      return weights;
    }
    System.arraycopy(weights, 0, seen, 0, seen.length);
    hooks.perturbation().apply(weights, seen, step);
    return seen;
  }
}
