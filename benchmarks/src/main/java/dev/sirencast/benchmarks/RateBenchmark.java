package dev.sirencast.benchmarks;

import dev.sirencast.quantization.EstimatedSize;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.RateControl;
import dev.sirencast.quantization.RateOutcome;
import dev.sirencast.quantization.RateTarget;
import dev.sirencast.quantization.ReconstructionPsnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalReader;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What rounding trained weights costs: PSNR in a budget of bytes, beside what NNCodec needs for the
 * same PSNR. Once without the signal, where the network's own output is all there is to compare
 * with, and once with the signal to choose by; the weights are not trained further in either.
 *
 * <p>Arguments: the data folder, which holds {@code weights}.
 */
public final class RateBenchmark {
  private static final List<Goal> GOALS =
      List.of(
          new Goal(Fixture.SIREN_28X10, 30.10, 6400),
          new Goal(Fixture.SIREN_28X10, 28.90, 5500),
          new Goal(Fixture.SIREN_30X5, 26.90, 3000),
          new Goal(Fixture.SIREN_256X4, 36.10, 96_500),
          new Goal(Fixture.SIREN_256X4_NOISE, 32.30, 67_500));

  private final Path folder;
  private final Signal picture;

  private RateBenchmark(Path folder) throws IOException {
    this.folder = folder;
    this.picture = SignalReader.read(folder.resolve("weights").resolve("kodim24_192x128.png"));
  }

  /** Prints the table. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: RateBenchmark DATA_DIR");
      System.exit(2);
    }
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
      benchmark.print(
          goal, weights, "itself", ReconstructionPsnr.against(weights, benchmark.picture.grid()));
      benchmark.print(goal, weights, "signal", ReconstructionPsnr.against(benchmark.picture));
    }
  }

  private void print(
      Goal goal, SirenWeights weights, String by, ToDoubleFunction<SirenWeights> psnr) {
    long began = System.nanoTime();
    RateOutcome outcome =
        RateControl.of(weights, SeededTensors.none(), picture.grid(), new EstimatedSize(), psnr)
            .meet(new RateTarget.Bytes(goal.bytes()));
    double seconds = (System.nanoTime() - began) / 1e9;
    double decibels = psnr(weights, outcome.tensors());
    double peer = goal.fixture().peerBytes(decibels);
    System.out.printf(
        "%-22s %-9s %,9d %9.2f %,8d %8.2f %-12s %,9.0f %6.2f %6.1f%n",
        goal.fixture().file(),
        by,
        goal.bytes(),
        goal.psnr(),
        outcome.bytes(),
        decibels,
        outcome.rounding().name().toLowerCase(java.util.Locale.ROOT),
        peer,
        outcome.bytes() / peer,
        seconds);
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
