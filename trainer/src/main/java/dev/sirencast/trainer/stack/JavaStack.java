package dev.sirencast.trainer.stack;

import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.FitState;
import dev.sirencast.trainer.cpu.NetworkFitter;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.util.Arrays;
import java.util.List;

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
  public void fit(FitOptions options, int end) {
    for (int i = 0; i < states.size(); i++) {
      fitter.fit(states.get(i), points.get(i), options, FitHooks.NONE, end, () -> false);
    }
  }

  @Override
  public double[] squaredErrors() {
    double[] errors = new double[states.size()];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = fitter.pass().squaredError(states.get(i).weights(), points.get(i));
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
