package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.network.TrainingDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaTrainerTest extends SirenTrainerTest {
  JavaTrainerTest() {
    super(TrainingEngine.JAVA);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void bitsDoNotDependOnTheNumberOfThreads(TrainingLoss loss) {
    // Several groups of tiles: of the batch, and of the grid that is evaluated.
    Signal signal = TestSignals.waves(3, 64, 48);
    SirenArchitecture network = new SirenArchitecture(2, 20, 2, 3, 10, 10);
    TrainingOptions options = quick.withSteps(3).withBatchSize(2000).withLoss(loss);
    TrainingResult alone = SirenTrainer.train(signal, network, options, TrainingListener.none());
    TrainingResult shared =
        SirenTrainer.train(signal, network, options.withThreads(3), TrainingListener.none());
    assertArrayEquals(alone.weights().toFlatArray(), shared.weights().toFlatArray());
    assertEquals(alone.psnr(), shared.psnr());
  }

  @Test
  void refusesAGpu() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> quick.withDevice(TrainingDevice.GPU))
            .getMessage();
    assertEquals("engine java computes on the CPU: it does not go with device gpu", message);
  }
}
