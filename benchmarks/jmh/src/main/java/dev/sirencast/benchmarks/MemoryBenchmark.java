package dev.sirencast.benchmarks;

import dev.sirencast.media.TestCard;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingProgress;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The resident memory of a training process, loss after loss in one process, as the steps go by:
 * what a leak of even a kilobyte a step would show. Linux only. Arguments: steps of each loss
 * (default 2,000), width of the layers (default 256).
 */
public final class MemoryBenchmark {
  private static final int REPORTS = 4;

  private MemoryBenchmark() {}

  /**
   * Trains on the test card with every loss on PyTorch, whose memory is native, and prints MiB
   * after each quarter of the steps.
   */
  public static void main(String[] arguments) {
    int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
    int features = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
    TrainingNoise noise = TrainingNoise.parse("gaussian:1e-3");
    Map<String, TrainingLoss> losses = new LinkedHashMap<>();
    losses.put("mse", TrainingLoss.mse());
    losses.put("gradient-norm", TrainingLoss.gradientNorm(0.01));
    losses.put("local-noise", TrainingLoss.localReparameterization(noise, 0));
    losses.put("noise-aware", TrainingLoss.noiseAware(noise, false));
    Signal card = TestCard.create(192, 128);
    SirenArchitecture network = new SirenArchitecture(2, features, 3, 3, 30, 30);
    System.out.println(network + " on 192x128, 2,048 points a step; MiB resident");
    for (Map.Entry<String, TrainingLoss> loss : losses.entrySet()) {
      System.out.printf("%-14s", loss.getKey());
      SirenTrainer.train(
          card,
          network,
          TrainingOptions.defaults()
              .withEngine(TrainingEngine.TORCH)
              .withSteps(steps)
              .withThreads(1)
              .withLoss(loss.getValue()),
          new TrainingListener() {
            @Override
            public void onProgress(TrainingProgress progress) {
              if (progress.step() % Math.max(1, steps / REPORTS) == 0) {
                System.out.printf(" %,7d: %5d", progress.step(), residentMebibytes());
              }
            }
          });
      System.out.println();
    }
  }

  private static long residentMebibytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
