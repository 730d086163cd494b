package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training on a GPU, where there is one and the build has its library (profile gpu). */
@Tag("gpu")
class GpuTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 32, 2, 3, 30, 30);
  private static final Signal SIGNAL = TestSignals.waves(3, 24, 16);

  @BeforeEach
  void requireGpu() {
    DjlEngine.get();
    assumeTrue(
        Engine.getEngine("PyTorch").getGpuCount() > 0,
        "no GPU is visible: training on one is not tested");
  }

  static Stream<TrainingLoss> losses() {
    return TestLosses.all();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void reachesWhatTheCpuReaches(TrainingLoss loss) {
    TrainingOptions options =
        TrainingOptions.defaults().withSteps(60).withBatchSize(0).withLoss(loss);
    TrainingResult cpu = train(options.withDevice(TrainingDevice.CPU));
    TrainingResult gpu = train(options.withDevice(TrainingDevice.GPU));
    assertEquals("gpu0", gpu.device());
    assertEquals(cpu.psnr(), gpu.psnr(), 0.5);
  }

  private static TrainingResult train(TrainingOptions options) {
    return SirenTrainer.train(SIGNAL, NETWORK, options, TrainingListener.none());
  }
}
