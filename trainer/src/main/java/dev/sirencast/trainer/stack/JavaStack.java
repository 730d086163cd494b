package dev.sirencast.trainer.stack;

import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.FitState;
import dev.sirencast.trainer.cpu.NetworkFitter;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Networks that a fitter takes one after another. */
final class JavaStack implements NetworkStack {
  private final NetworkFitter fitter;
  private final List<FitState> states;
  private final List<TrainingPoints> points;

  private JavaStack(NetworkFitter fitter, List<FitState> states, List<TrainingPoints> points) {
    this.fitter = fitter;
    this.states = states;
    this.points = points;
  }

  static JavaStack begin(NetworkFitter fitter, float[] initial, List<TrainingPoints> points) {
    return new JavaStack(
        fitter, points.stream().map(own -> FitState.of(initial)).toList(), List.copyOf(points));
  }

  @Override
  public int size() {
    return states.size();
  }

  @Override
  public void fit(
      FitOptions options, IntFunction<FitHooks> hooks, int end, BooleanSupplier cancelled) {
    for (int i = 0; i < states.size(); i++) {
      fitter.fit(states.get(i), points.get(i), options, hooks.apply(i), end, cancelled);
    }
  }

  @Override
  public double[] squaredErrors() {
    return squaredErrors(i -> states.get(i).weights());
  }

  @Override
  public double[] squaredErrors(IntFunction<FitHooks> hooks, int step) {
    return squaredErrors(
        i -> {
          float[] weights = states.get(i).weights();
          float[] seen = weights.clone();
          Objects.requireNonNull(hooks.apply(i).perturbation()).apply(weights, seen, step);
          return seen;
        });
  }

  private double[] squaredErrors(IntFunction<float[]> weights) {
    double[] errors = new double[states.size()];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = fitter.pass().squaredError(weights.apply(i), points.get(i));
      if (!Double.isFinite(errors[i])) {
        throw new ArithmeticException("training failed: an error is " + errors[i]);
      }
    }
    return errors;
  }

  @Override
  public float[][] weights() {
    return states.stream().map(FitState::weights).toArray(float[][]::new);
  }

  @Override
  public NetworkStack only(int... members) {
    return new JavaStack(
        fitter,
        Arrays.stream(members).mapToObj(states::get).toList(),
        Arrays.stream(members).mapToObj(points::get).toList());
  }

  /** Nothing: the memory is the heap's. */
  @Override
  public void close() {}
}
