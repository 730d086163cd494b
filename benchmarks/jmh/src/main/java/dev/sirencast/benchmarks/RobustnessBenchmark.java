package dev.sirencast.benchmarks;

import dev.sirencast.media.ImageResampler;
import dev.sirencast.media.SignalReader;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.MeanField;
import dev.sirencast.siren.noise.NoisePrediction;
import dev.sirencast.siren.noise.TransmitScale;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.siren.noise.WeightPerturbation;
import dev.sirencast.trainer.RobustMode;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingResult;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How networks withstand noise on their weights, by how they were trained: 2-256x4-3 on a picture
 * of 192x128, 2,500 steps of 2,048 points, mean and worst of 20 draws.
 *
 * <p>The noise is that of Zhou et al., on W and b of every tensor that is sent. After it, the same
 * networks over an additive channel that scales what it sends ({@link TransmitScale}).
 *
 * <p>Arguments: a picture, then names of rows (default: all).
 */
public final class RobustnessBenchmark {
  private static final int WIDTH = 192;
  private static final int HEIGHT = 128;
  private static final int DRAWS = 20;
  private static final TrainingOptions COMMON =
      TrainingOptions.defaults().withSteps(2500).withLearningRate(5e-4).withThreads(1);
  private static final List<WeightNoise> NOISES =
      List.of(
          WeightNoise.gaussian(1e-3),
          WeightNoise.gaussian(3e-3),
          WeightNoise.mask(1e-3),
          WeightNoise.mask(1e-2));
  private static final double[] SENT_SIGMAS = {1e-3, 3e-3, 1e-2, 3e-2};

  private final Signal signal;
  private final SirenArchitecture plain;

  private RobustnessBenchmark(Signal signal) {
    this.signal = signal;
    this.plain = new SirenArchitecture(2, 256, 3, signal.components(), 30, 30);
  }

  /** A way to train. */
  private record Row(String name, SirenArchitecture network, TrainingOptions options) {}

  /** Trains every row and prints its figures as Markdown. */
  public static void main(String[] arguments) throws IOException {
    Signal read = SignalReader.read(Path.of(arguments[0]));
    RobustnessBenchmark benchmark =
        new RobustnessBenchmark(ImageResampler.resize(read, WIDTH, HEIGHT));
    List<String> wanted = List.of(arguments).subList(1, arguments.length);
    System.out.printf("%s at %dx%d%n%n", Path.of(arguments[0]).getFileName(), WIDTH, HEIGHT);
    System.out.println(header());
    for (Row row : benchmark.rows()) {
      if (wanted.isEmpty() || wanted.contains(row.name())) {
        benchmark.measure(row);
      }
    }
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("mse", plain, COMMON));
    rows.add(new Row("gradient-norm", plain, COMMON.withLoss(TrainingLoss.gradientNorm(0.01))));
    TrainingNoise gaussian = TrainingNoise.parse("gaussian:1e-3");
    rows.add(
        new Row(
            "local-noise-gaussian",
            plain,
            COMMON
                .withLearningRate(6e-4)
                .withLoss(TrainingLoss.localReparameterization(gaussian, 1))));
    TrainingNoise mask = TrainingNoise.parse("mask:1e-2");
    rows.add(
        new Row(
            "local-noise-mask",
            plain,
            COMMON.withLoss(TrainingLoss.localReparameterization(mask, 0))));
    for (String noise : List.of("gaussian:1e-3", "mask:1e-2", "mask:1e-3", "gaussian:3e-2")) {
      rows.add(robust(noise));
    }
    Row robust = robust("gaussian:1e-3");
    rows.add(
        new Row(
            "robust-network-mse", robust.network(), robust.options().withLoss(TrainingLoss.mse())));
    return rows;
  }

  private Row robust(String noise) {
    RobustMode mode = RobustMode.parse(noise);
    return new Row(
        "robust-" + noise, mode.architecture(plain, signal.grid()), mode.options(COMMON));
  }

  private static String header() {
    StringBuilder line = new StringBuilder("| row | seconds | clean | mean-field |");
    NOISES.forEach(noise -> line.append(' ').append(noise).append(" (worst; predicted) |"));
    for (String scale : List.of("peak", "power")) {
      for (double sigma : SENT_SIGMAS) {
        line.append(String.format(Locale.ROOT, " %s %s |", scale, sigma));
      }
    }
    line.append(" largest value sent |\n|---");
    line.append("|---".repeat(4 + NOISES.size() + 2 * SENT_SIGMAS.length)).append('|');
    return line.toString();
  }

  private void measure(Row row) {
    long begun = System.nanoTime();
    TrainingResult result =
        SirenTrainer.train(signal, row.network(), row.options(), TrainingListener.none());
    double seconds = (System.nanoTime() - begun) * 1e-9;
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "| %s | %.0f | %.2f | %s |",
            row.name(),
            seconds,
            psnr(result.weights()),
            meanField(row, result)));
    for (WeightNoise noise : NOISES) {
      double[] drawn = draw(result, noise.perturbations());
      double predicted = NoisePrediction.decibels(result.weights(), result.seeded(), noise, signal);
      line.append(
          String.format(Locale.ROOT, " %.2f (%.2f; %.2f) |", drawn[0], drawn[1], predicted));
    }
    for (TransmitScale scale : List.of(TransmitScale.PEAK, TransmitScale.POWER)) {
      for (double sigma : SENT_SIGMAS) {
        WeightPerturbation sent = new WeightPerturbation.Transmitted(sigma, scale, signal.grid());
        line.append(String.format(Locale.ROOT, " %.2f |", draw(result, List.of(sent))[0]));
      }
    }
    line.append(String.format(Locale.ROOT, " %.2f |", largestSent(result)));
    System.out.println(line);
  }

  private String meanField(Row row, TrainingResult result) {
    Map<String, WeightNoise> trained =
        Map.of(
            "local-noise-gaussian", WeightNoise.gaussian(1e-3),
            "local-noise-mask", WeightNoise.mask(1e-2));
    WeightNoise noise =
        row.name().startsWith("robust-") && row.name().contains(":")
            ? TrainingNoise.parse(row.name().substring("robust-".length())).middle()
            : trained.getOrDefault(row.name(), WeightNoise.NONE);
    return noise.isNone()
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.2f",
            psnr(MeanField.decode(result.weights(), result.seeded(), noise, signal.grid())));
  }

  /** Mean and worst PSNR over the draws. */
  private double[] draw(TrainingResult result, List<WeightPerturbation> noise) {
    double sum = 0;
    double worst = Double.POSITIVE_INFINITY;
    for (int seed = 0; seed < DRAWS; seed++) {
      double decibels =
          psnr(WeightPerturbation.applyAll(noise, result.weights(), result.seeded(), seed));
      sum += decibels;
      worst = Math.min(worst, decibels);
    }
    return new double[] {sum / DRAWS, worst};
  }

  private static double largestSent(TrainingResult result) {
    double largest = 0;
    for (int tensor = 0; tensor < result.weights().tensors().size(); tensor++) {
      if (!result.seeded().contains(tensor)) {
        for (float value : result.weights().tensors().get(tensor).toArray()) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
    }
    return largest;
  }

  private double psnr(SirenWeights weights) {
    return Psnr.decibels(
        signal, SirenNetwork.of(weights).reconstruct(signal.format(), signal.grid()));
  }
}
