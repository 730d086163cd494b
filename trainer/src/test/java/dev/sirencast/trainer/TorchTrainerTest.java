package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.engine.StepProblem;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import dev.sirencast.trainer.torch.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TorchTrainerTest extends SirenTrainerTest {
  TorchTrainerTest() {
    super(TrainingEngine.TORCH);
  }

  /**
   * The engine's recorded operations with a number, as in {@code x.mul(2)}, free that number at the
   * next garbage collection and then give wrong gradients. Nothing is recorded here.
   */
  @ParameterizedTest
  @MethodSource("losses")
  void garbageCollectionChangesNothing(TrainingLoss loss) {
    TrainingOptions options = quick.withSteps(8).withLoss(loss);
    float[] expected = train(options).weights().toFlatArray();
    float[] collected = train(options, afterEachStep(step -> System.gc())).weights().toFlatArray();
    assertArrayEquals(expected, collected);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void keepsNoArrayBeyondItsStep(TrainingLoss loss) {
    List<Integer> held = new ArrayList<>();
    TrainingOptions options = quick.withLoss(loss).withEmaDecay(0.9).withSteps(200);
    StepProblem problem =
        new StepProblem(
            IMAGE,
            new ParameterSpace(SMALL, SeededTensors.none()),
            SirenInitializer.initialize(SMALL, 0),
            loss,
            0);
    try (TorchEngine engine = TorchEngine.open(problem, 64, TrainingDevice.CPU, 1)) {
      TrainingListener count = afterEachStep(step -> held.add(engine.arrays()));
      new TrainingRun(engine, TrainingEngine.TORCH, problem, options, count).train();
    }
    assertEquals(200, held.size());
    // The first evaluation, not later than that, may fill the pool of noise.
    List<Integer> later = held.subList(50, 200);
    assertEquals(List.of(later.get(0)), later.stream().distinct().toList());
  }

  @Test
  void makesNoMoreNoiseThanTheSignalHasPoints() {
    TrainingOptions options =
        quick
            .withSteps(1)
            .withBatchSize(0)
            .withTileSize(TrainingOptions.MAX_TILE_SIZE)
            .withLoss(
                TrainingLoss.localReparameterization(TrainingNoise.parse("gaussian:1e-3"), 0));
    SirenArchitecture wide = new SirenArchitecture(2, 256, 1, 3, 30, 30);
    TrainingResult result =
        SirenTrainer.train(TestSignals.waves(3, 2, 2), wide, options, TrainingListener.none());
    assertEquals(TrainingOutcome.COMPLETED, result.outcome());
  }

  @Test
  void saysWhatToDoWhereNoGpuIsVisible() {
    DjlEngine.get();
    Engine engine = Engine.getEngine("PyTorch");
    assumeTrue(engine.getGpuCount() == 0);
    String message =
        assertThrows(IllegalStateException.class, () -> train(quick.withDevice(TrainingDevice.GPU)))
            .getMessage();
    assertEquals(
        "no GPU is visible to the engine (PyTorch "
            + engine.getVersion()
            + " cpu); use --device cpu, or build with the gpu profile",
        message);
  }
}
