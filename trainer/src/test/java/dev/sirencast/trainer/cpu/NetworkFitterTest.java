package dev.sirencast.trainer.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkFitterTest {
  private static final SirenArchitecture ARCHITECTURE = new SirenArchitecture(2, 12, 1, 3, 6, 30);

  private final Fitting fitting = Fitting.smooth(ARCHITECTURE, 700);
  private final NetworkFitter fitter = new NetworkFitter(ARCHITECTURE);

  private FitState fit(FitOptions options, FitHooks hooks) {
    FitState state = FitState.of(fitting.weights);
    assertTrue(fitter.fit(state, fitting.points, options, hooks, 1 << 20, () -> false));
    assertEquals(options.schedule().steps(), state.steps());
    return state;
  }

  private double decibels(FitState state) {
    double error = fitter.pass().meanSquaredError(state.weights(), fitting.points);
    return 10 * Math.log10(4 / error);
  }

  @Test
  void smoothPatternsAreFitted() {
    double decibels = decibels(fit(FitOptions.fullBatch(5e-3, 200), FitHooks.NONE));
    assertTrue(decibels > 42, decibels + " dB");
  }

  @Test
  void batchesFitToo() {
    FitOptions options = FitOptions.fullBatch(5e-3, 400).withBatches(128, 3);
    double decibels = decibels(fit(options, FitHooks.NONE));
    assertTrue(decibels > 44, decibels + " dB");
  }

  @Test
  void factorsAfterTheFirstLayerChangeLittle() {
    SirenArchitecture other = new SirenArchitecture(2, 12, 1, 3, 6, 3, 0.1);
    Fitting same = Fitting.smooth(other, 700);
    FitState state = FitState.of(same.weights);
    NetworkFitter fitterOfOther = new NetworkFitter(other);
    fitterOfOther.fit(state, same.points, FitOptions.fullBatch(5e-3, 20), () -> false);
    double error = fitterOfOther.pass().meanSquaredError(state.weights(), same.points);
    FitState usual = fit(FitOptions.fullBatch(5e-3, 20), FitHooks.NONE);
    double expected = fitter.pass().meanSquaredError(usual.weights(), fitting.points);
    assertEquals(expected, error, 1e-3 * expected);
  }

  @Test
  void fitsCanStopAndGoOn() {
    FitOptions options = FitOptions.fullBatch(5e-3, 30).withBatches(100, 9);
    FitState whole = fit(options, FitHooks.NONE);
    FitState state = FitState.of(fitting.weights);
    assertTrue(fitter.fit(state, fitting.points, options, FitHooks.NONE, 11, () -> false));
    FitState copy = state.copy();
    assertEquals(11, copy.steps());
    fitter.fit(copy, fitting.points, options, () -> false);
    assertArrayEquals(whole.weights(), copy.weights());
    assertEquals(11, state.steps());
  }

  @Test
  void hooksAreCalledInEveryStep() {
    List<String> calls = new ArrayList<>();
    float[][] first = new float[1][];
    StepPerturbation mask =
        new StepPerturbation() {
          @Override
          public void apply(float[] weights, float[] seen, int step) {
            calls.add("apply " + step);
            assertArrayEquals(weights, seen);
            Arrays.fill(seen, 0f);
          }

          @Override
          public void adjust(float[] gradient, int step) {
            calls.add("adjust " + step);
            first[0] = gradient.clone();
            Arrays.fill(gradient, 0f);
          }
        };
    GradientTerm term =
        (weights, gradient, step) -> {
          calls.add("term " + step);
          gradient[7] += weights[7];
        };
    FitState state = fit(FitOptions.fullBatch(1e-3, 2), new FitHooks(mask, term));
    assertEquals(List.of("apply 0", "adjust 0", "term 0", "apply 1", "adjust 1", "term 1"), calls);
    float[] expected = new float[fitting.weights.length];
    fitter.pass().squaredError(new float[expected.length], fitting.points, expected);
    assertArrayEquals(expected, first[0]);
    float[] weights = state.weights();
    for (int i = 0; i < weights.length; i++) {
      assertEquals(i != 7, weights[i] == fitting.weights[i]);
    }
    assertTrue(Math.abs(weights[7]) < Math.abs(fitting.weights[7]));
  }

  @Test
  void gradientsOfWhatIsSeenGoToTheWeights() {
    float[] seen = Fitting.smooth(ARCHITECTURE, 701).weights.clone();
    seen[3] += 0.1f;
    float[] gradient = new float[seen.length];
    fitter.pass().squaredError(seen, fitting.points, gradient);
    FitHooks hooks =
        new FitHooks((weights, out, step) -> System.arraycopy(seen, 0, out, 0, out.length), null);
    float[] weights = fit(FitOptions.fullBatch(1e-3, 1), hooks).weights();
    for (int i = 0; i < weights.length; i++) {
      if (Math.abs(gradient[i]) > 1e-5) {
        assertEquals(-Math.signum(gradient[i]), Math.signum(weights[i] - fitting.weights[i]));
      }
    }
  }

  @Test
  void seededTensorsStay() {
    FitOptions options = FitOptions.fullBatch(5e-3, 3).withSeeded(SeededTensors.firstLayer(5));
    float[] weights = fit(options, FitHooks.NONE).weights();
    assertArrayEquals(Arrays.copyOf(fitting.weights, 36), Arrays.copyOf(weights, 36));
    assertFalse(weights[36] == fitting.weights[36]);
  }

  @Test
  void everyPointComesOnceInAnEpoch() {
    FitOptions options = FitOptions.fullBatch(1, 100).withBatches(100, 4);
    MiniBatches batches = new MiniBatches(fitting.points, options);
    for (int epoch = 0; epoch < 2; epoch++) {
      List<Float> seen = new ArrayList<>();
      for (int batch = 0; batch < 7; batch++) {
        batches.go(epoch * 7 + batch);
        for (int i = batches.from(); i < batches.to(); i++) {
          seen.add(batches.points().coordinates(0)[i]);
        }
      }
      float[] sorted = fitting.coordinates[0].clone();
      Arrays.sort(sorted);
      seen.sort(null);
      for (int i = 0; i < sorted.length; i++) {
        assertEquals(sorted[i], seen.get(i));
      }
    }
  }

  @Test
  void cancelledFitsStop() {
    FitState state = FitState.of(fitting.weights);
    int[] asked = new int[1];
    assertFalse(
        fitter.fit(state, fitting.points, FitOptions.fullBatch(5e-3, 99), () -> ++asked[0] > 4));
    assertEquals(4, state.steps());
  }

  @Test
  void failedTrainingIsSaid() {
    float[] infinite = fitting.weights.clone();
    infinite[0] = Float.NaN;
    FitState state = FitState.of(infinite);
    assertThrows(
        ArithmeticException.class,
        () -> fitter.fit(state, fitting.points, FitOptions.fullBatch(5e-3, 9), () -> false));
    assertEquals(0, state.steps());
  }
}
