package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sirencast.encoder.rounding.ReconstructionPsnr;
import dev.sirencast.encoder.rounding.layerwise.LayerwiseQuantizer;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.rate.RateBudget;
import dev.sirencast.trainer.rate.RateTuner;
import dev.sirencast.trainer.rate.RateTuning;
import dev.sirencast.trainer.rate.RateTuningListener;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** On a CPU nothing of DJL is needed: not even to be there. */
class WithoutLibtorchTest {
  @Test
  void trainsAndTunesWithoutDjlOnTheClassPath() throws IOException, InterruptedException {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("djl") && !entry.contains("pytorch"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                path,
                "-XX:TieredStopAtLevel=1",
                Training.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  /** Trains with every loss, and tunes, as by default. */
  static final class Training {
    public static void main(String[] args) {
      Signal signal = TestSignals.waves(3, 12, 8);
      SirenArchitecture network = new SirenArchitecture(2, 8, 1, 3, 30, 30);
      TrainingOptions options = TrainingOptions.defaults().withSteps(2);
      for (TrainingLoss loss : TestLosses.all().toList()) {
        TrainingResult result =
            SirenTrainer.train(signal, network, options.withLoss(loss), TrainingListener.none());
        if (result.engine() != TrainingEngine.JAVA || result.steps() != 2) {
          throw new IllegalStateException(result.toString());
        }
      }
      tune(signal, SirenInitializer.initialize(network, 1));
    }

    private static void tune(Signal signal, SirenWeights start) {
      SeededTensors seeded = SeededTensors.none();
      RateTuner.tune(
          signal,
          start,
          seeded,
          LayerwiseQuantizer.roundToNearest(start, seeded, signal.grid()).quantize(0.1),
          new RateBudget(1000, tensors -> 900, ReconstructionPsnr.against(signal)),
          RateTuning.defaults().with(2, 1e-3),
          RateTuningListener.none());
    }
  }
}
