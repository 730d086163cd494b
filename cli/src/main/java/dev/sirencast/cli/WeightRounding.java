package dev.sirencast.cli;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.rounding.RateControl;
import dev.sirencast.rounding.RateOutcome;
import dev.sirencast.rounding.RateTarget;
import dev.sirencast.rounding.ReconstructionPsnr;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import dev.sirencast.trainer.RateBudget;
import dev.sirencast.trainer.RateTuned;
import dev.sirencast.trainer.RateTuner;
import dev.sirencast.trainer.RateTuning;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingProgress;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rounds weights to what was asked for: by rounding alone, or tuned on the signal, whichever is
 * nearer to it.
 *
 * @param weights all of the network
 * @param seeded tensors that are never sent
 * @param grid where the signal lies
 * @param format what the network's own signal would stand for
 * @param signal what is compared with, or null for what the weights themselves reconstruct
 * @param robust whether the weights were trained to stand noise, which compensation undoes
 * @param ways which ways of rounding are tried
 * @param size bytes of a whole stream of some tensors
 */
record WeightRounding(
    SirenWeights weights,
    SeededTensors seeded,
    CoordinateGrid grid,
    SignalFormat format,
    @Nullable Signal signal,
    boolean robust,
    RoundingWays ways,
    ToLongFunction<List<QuantizedTensor>> size) {
  /** Steps of tuning where the user states none. */
  static final int TUNE_STEPS = 3000;

  private static final int WIDE = 64;
  private static final int DEEP = 5;

  /** Rounds without training further. */
  RoundedWeights round(RateTarget target) {
    RateOutcome outcome = CommandException.checked(() -> control().meet(reachable(target)));
    return new RoundedWeights(
        outcome.tensors(),
        outcome.rounding().name().toLowerCase(Locale.ROOT),
        target,
        outcome.met());
  }

  /** Tunes what was rounded to a size, and returns the better of the two. */
  RoundedWeights tune(RoundedWeights rounded, int steps, ProgressDisplay display) {
    if (!(rounded.target() instanceof RateTarget.Bytes bytes) || steps == 0 || !rounded.met()) {
      return rounded;
    }
    RateBudget budget = new RateBudget(bytes.bytes(), size, quality());
    Signal target =
        signal != null ? signal : SirenNetwork.of(seeded.fill(weights)).reconstruct(format, grid);
    RateTuned tuned =
        RateTuner.tune(
            target,
            weights,
            seeded,
            rounded.tensors(),
            budget,
            tuning(steps),
            new Bar(display, steps));
    return tuned.met() && tuned.psnr() > psnr(rounded, budget)
        ? new RoundedWeights(tuned.tensors(), "tuned", bytes, true)
        : rounded;
  }

  private double psnr(RoundedWeights rounded, RateBudget budget) {
    List<WeightTensor> values =
        rounded.tensors().stream().map(QuantizedTensor::dequantize).toList();
    return budget
        .psnr()
        .applyAsDouble(seeded.fill(SirenWeights.of(weights.architecture(), values)));
  }

  private RateControl control() {
    return ways.of(
        RateControl.of(weights, seeded, grid, size, quality()), robust && signal == null);
  }

  /**
   * Refuses a drop of the PSNR where there is none to drop from: without a signal it is infinite.
   */
  private RateTarget reachable(RateTarget target) {
    if (target instanceof RateTarget.PsnrDrop && signal == null) {
      throw new IllegalArgumentException(
          "--psnr-drop needs the signal that the PSNR is measured against: --reference");
    }
    return target;
  }

  private ToDoubleFunction<SirenWeights> quality() {
    return signal != null
        ? ReconstructionPsnr.against(signal)
        : ReconstructionPsnr.against(seeded.fill(weights), grid);
  }

  private RateTuning tuning(int steps) {
    SirenArchitecture architecture = weights.architecture();
    boolean wide = architecture.hiddenFeatures() > WIDE;
    boolean deep = architecture.hiddenLayers() >= DEEP;
    double rate = wide ? 5e-4 : deep ? 1e-3 : 2e-3;
    return RateTuning.defaults().with(steps, rate);
  }

  private static final class Bar implements TrainingListener {
    private final ProgressDisplay display;
    private final int steps;

    Bar(ProgressDisplay display, int steps) {
      this.display = display;
      this.steps = steps;
    }

    @Override
    public void onProgress(TrainingProgress progress) {
      display.update(
          Math.min(steps, progress.step()),
          String.format(
              Locale.ROOT,
              "tuning, %.2f bits a weight  PSNR %.2f dB",
              progress.trainingLoss(),
              progress.batchPsnr()));
    }
  }
}
