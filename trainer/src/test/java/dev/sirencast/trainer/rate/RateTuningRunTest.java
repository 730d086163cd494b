package dev.sirencast.trainer.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.rounding.ReconstructionPsnr;
import dev.sirencast.encoder.rounding.layerwise.LayerwiseQuantizer;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.TestSignals;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.engine.StepEngine;
import dev.sirencast.trainer.engine.StepProblem;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.network.TrainingDevice;
import dev.sirencast.trainer.plain.PlainEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One run of rate tuning: how it begins, what it says, how it ends. */
class RateTuningRunTest {
  private static final Signal SIGNAL = TestSignals.waves(3, 24, 16);
  private static final SirenArchitecture SHAPE = new SirenArchitecture(2, 16, 1, 3, 10, 10);
  private static final SirenWeights START = SirenInitializer.initialize(SHAPE, 4);

  private final List<Long> sizes = new ArrayList<>();
  private final List<RateTuningProgress> progress = new ArrayList<>();

  private RateTuned run(int steps, double scale, long bytes, int stopAfter) {
    RateTuning tuning =
        new RateTuning(
            steps, 2e-3, 1e-2, 64, 0.4, 0.5, 3, 7, TrainingEngine.JAVA, TrainingDevice.CPU, 1);
    List<QuantizedTensor> rounded =
        LayerwiseQuantizer.roundToNearest(START, SeededTensors.none(), SIGNAL.grid())
            .quantize(scale);
    RateBudget budget =
        new RateBudget(
            bytes,
            tensors -> {
              sizes.add(RateTunerTest.estimatedSize(tensors));
              return sizes.get(sizes.size() - 1);
            },
            ReconstructionPsnr.against(SIGNAL));
    StepProblem problem =
        new StepProblem(
            SIGNAL, new ParameterSpace(SHAPE, SeededTensors.none()), START, TrainingLoss.mse(), 7);
    try (StepEngine engine = PlainEngine.open(problem, 1)) {
      return new RateTuningRun(engine, problem, rounded, budget, tuning)
          .run(
              new RateTuningListener() {
                @Override
                public void onProgress(RateTuningProgress step) {
                  progress.add(step);
                }

                @Override
                public boolean stopRequested() {
                  return progress.size() == stopAfter;
                }
              });
    }
  }

  @Test
  void beginsWithFinerStepsWhereThereIsHardlyABitAWeight() {
    run(1, 0.5, 100_000, 1);
    assertTrue(sizes.get(1) > sizes.get(0), "first " + sizes);
    double bits = progress.get(0).bitsPerWeight();
    assertTrue(bits > 2 && bits < 5, "begins with " + bits + " bits a weight");
  }

  @Test
  void beginsAsItIsWhereBitsArePlenty() {
    run(1, 1e-3, 100_000, 1);
    // Looked at in the beginning and in the end, and not in between.
    assertEquals(2, sizes.size());
  }

  @Test
  void saysStepsAndBitsAWeight() {
    run(3, 5e-3, 100_000, Integer.MAX_VALUE);
    assertEquals(List.of(1, 2, 3), progress.stream().map(RateTuningProgress::step).toList());
    for (RateTuningProgress step : progress) {
      assertEquals(3, step.steps());
      double bytes = step.bitsPerWeight() * SHAPE.parameters() / 8;
      // The size has headers and manifest on top, and the symbols' models are fitted anew.
      assertTrue(bytes < sizes.get(0) && bytes > 0.3 * sizes.get(0), bytes + " of " + sizes);
    }
  }

  @Test
  void endsWithTheBestSoFarWhenAskedTo() {
    RateTuned tuned = run(500, 5e-3, 100_000, 60);
    assertEquals(60, progress.size());
    assertTrue(tuned.met());
    assertTrue(tuned.steps() <= 60);
    assertTrue(sizes.contains(tuned.bytes()));
  }

  @Test
  void whatDoesNotFitIsTheSmallestThatWasSeen() {
    RateTuned tuned = run(80, 5e-3, 1, Integer.MAX_VALUE);
    assertTrue(!tuned.met());
    assertEquals(sizes.stream().mapToLong(size -> size).min().orElseThrow(), tuned.bytes());
  }
}
