package dev.sirencast.benchmarks;

import dev.sirencast.codec.Lane;
import dev.sirencast.codec.Packetizer;
import dev.sirencast.codec.PacketizerOptions;
import dev.sirencast.codec.SignalDescription;
import dev.sirencast.codec.WeightOrigin;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.rounding.RateControl;
import dev.sirencast.rounding.RateOutcome;
import dev.sirencast.rounding.RateTarget;
import dev.sirencast.rounding.ReconstructionPsnr;
import dev.sirencast.rounding.Rounding;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalReader;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import dev.sirencast.trainer.RateBudget;
import dev.sirencast.trainer.RateTuned;
import dev.sirencast.trainer.RateTuner;
import dev.sirencast.trainer.RateTuning;
import dev.sirencast.trainer.TrainingDevice;
import dev.sirencast.trainer.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What rounding trained weights costs: PSNR in a budget of bytes, beside what NNCodec needs for the
 * same PSNR. First without training further, compared with the network's own output where the
 * signal is not at hand, or with the signal; then tuned on the signal. The network that was trained
 * under noise is rounded plainly, as its file's metadata says how it was trained.
 *
 * <p>Arguments: the data folder, which holds {@code weights}; then which parts: {@code itself},
 * {@code signal}, {@code tuned} (default: all).
 */
public final class RateBenchmark {
  private static final List<Goal> GOALS =
      List.of(
          new Goal(Fixture.SIREN_28X10, 30.10, 6400),
          new Goal(Fixture.SIREN_28X10, 28.90, 5500),
          new Goal(Fixture.SIREN_30X5, 26.90, 3000),
          new Goal(Fixture.SIREN_256X4, 36.10, 96_500),
          new Goal(Fixture.SIREN_256X4_NOISE, 32.30, 67_500));

  private static final List<Goal> TUNED =
      List.of(
          new Goal(Fixture.SIREN_30X5, 26.40, 2700),
          new Goal(Fixture.SIREN_28X10, 30.10, 6300),
          new Goal(Fixture.SIREN_28X10, 27.80, 4600),
          new Goal(Fixture.SIREN_28X10, 24.60, 2800),
          new Goal(Fixture.SIREN_256X4, 39.00, 89_000),
          new Goal(Fixture.SIREN_256X4, 33.30, 56_600),
          new Goal(Fixture.SIREN_256X4, 28.30, 29_700));

  /** Gradient steps; a wide network needs fewer, and each takes longer. */
  private static final int NARROW_STEPS = 3000;

  private static final int WIDE_STEPS = 1200;

  private final Path folder;
  private final Signal picture;

  private RateBenchmark(Path folder) throws IOException {
    this.folder = folder;
    this.picture = SignalReader.read(folder.resolve("weights").resolve("kodim24_192x128.png"));
  }

  /** Prints the table. */
  public static void main(String[] args) throws IOException {
    if (args.length < 1) {
      System.err.println("usage: RateBenchmark DATA_DIR [itself|signal|tuned ...]");
      System.exit(2);
    }
    List<String> stated = List.of(args).subList(1, args.length);
    List<String> parts = stated.isEmpty() ? List.of("itself", "signal", "tuned") : stated;
    RateBenchmark benchmark = new RateBenchmark(Path.of(args[0]));
    System.out.printf(
        "%-22s %-9s %9s %9s %8s %8s %-12s %9s %6s %6s%n",
        "net",
        "chosen by",
        "budget B",
        "wanted dB",
        "bytes",
        "dB",
        "rounding",
        "NNCodec B",
        "ratio",
        "s");
    for (Goal goal : GOALS) {
      SirenWeights weights = goal.fixture().read(benchmark.folder);
      if (parts.contains("itself")) {
        benchmark.round(
            goal, weights, "itself", ReconstructionPsnr.against(weights, benchmark.picture.grid()));
      }
      if (parts.contains("signal")) {
        benchmark.round(goal, weights, "signal", ReconstructionPsnr.against(benchmark.picture));
      }
    }
    for (Goal goal : parts.contains("tuned") ? TUNED : List.<Goal>of()) {
      benchmark.tune(goal, goal.fixture().read(benchmark.folder));
    }
  }

  private void round(
      Goal goal, SirenWeights weights, String by, ToDoubleFunction<SirenWeights> psnr) {
    long began = System.nanoTime();
    RateOutcome outcome =
        goal.fixture() == Fixture.SIREN_256X4_NOISE
            ? control(weights, psnr).only(Rounding.PLAIN).meet(new RateTarget.Bytes(goal.bytes()))
            : rounded(goal, weights, psnr);
    String how = outcome.rounding().name().toLowerCase(Locale.ROOT);
    print(goal, weights, outcome.tensors(), by, how, began);
  }

  private RateOutcome rounded(
      Goal goal, SirenWeights weights, ToDoubleFunction<SirenWeights> psnr) {
    return control(weights, psnr).meet(new RateTarget.Bytes(goal.bytes()));
  }

  private RateControl control(SirenWeights weights, ToDoubleFunction<SirenWeights> psnr) {
    return RateControl.of(
        weights, SeededTensors.none(), picture.grid(), tensors -> bytes(weights, tensors), psnr);
  }

  private void tune(Goal goal, SirenWeights weights) {
    long began = System.nanoTime();
    List<QuantizedTensor> start =
        rounded(goal, weights, ReconstructionPsnr.against(picture)).tensors();
    boolean wide = weights.architecture().hiddenFeatures() > 64;
    RateTuning tuning =
        new RateTuning(
            wide ? WIDE_STEPS : NARROW_STEPS,
            // Deep networks fall apart at 1e-3.
            goal.fixture() == Fixture.SIREN_30X5 ? 1e-3 : 5e-4,
            2e-2,
            2048,
            0.4,
            0.5,
            3,
            0,
            TrainingDevice.AUTO,
            1);
    RateBudget budget =
        new RateBudget(
            goal.bytes(), tensors -> bytes(weights, tensors), ReconstructionPsnr.against(picture));
    RateTuned tuned =
        RateTuner.tune(
            picture, weights, SeededTensors.none(), start, budget, tuning, TrainingListener.none());
    print(goal, weights, tuned.tensors(), "signal", "tuned", began);
  }

  private void print(
      Goal goal,
      SirenWeights weights,
      List<QuantizedTensor> tensors,
      String by,
      String how,
      long began) {
    double seconds = (System.nanoTime() - began) / 1e9;
    long bytes = bytes(weights, tensors);
    double decibels = psnr(weights, tensors);
    double peer = goal.fixture().peerBytes(decibels);
    System.out.printf(
        "%-22s %-9s %,9d %9.2f %,8d %8.2f %-12s %,9.0f %6.2f %6.1f%n",
        goal.fixture().file(),
        by,
        goal.bytes(),
        goal.psnr(),
        bytes,
        decibels,
        how,
        peer,
        bytes / peer,
        seconds);
  }

  /** The whole stream in the compact lane, with one manifest. */
  private long bytes(SirenWeights weights, List<QuantizedTensor> tensors) {
    return Packetizer.streamBytes(
        SignalDescription.of(picture),
        weights.architecture(),
        tensors,
        WeightOrigin.PLAIN,
        PacketizerOptions.DEFAULTS.withLane(Lane.COMPACT).withManifestCopies(1));
  }

  private double psnr(SirenWeights like, List<QuantizedTensor> tensors) {
    List<WeightTensor> values = new ArrayList<>();
    tensors.forEach(tensor -> values.add(tensor.dequantize()));
    return ReconstructionPsnr.against(picture)
        .applyAsDouble(SirenWeights.of(like.architecture(), values));
  }

  /** What is asked for: at least a PSNR in at most some bytes. */
  private record Goal(Fixture fixture, double psnr, long bytes) {}
}
