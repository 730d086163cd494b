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

  RoundedWeights round(RateTarget target, int tuneSteps, ProgressDisplay display) {
    RateOutcome outcome = CommandException.checked(() -> control().meet(reachable(target)));
    RoundedWeights rounded =
        new RoundedWeights(
            outcome.tensors(),
            outcome.rounding().name().toLowerCase(Locale.ROOT),
            target,
            outcome.met());
    if (!(target instanceof RateTarget.Bytes bytes) || tuneSteps == 0 || !outcome.met()) {
      return rounded;
    }
    RateTuned tuned = tune(outcome.tensors(), bytes.bytes(), tuneSteps, display);
    return tuned.met() && tuned.psnr() > outcome.psnr()
        ? new RoundedWeights(tuned.tensors(), "tuned", target, true)
        : rounded;
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

  private RateTuned tune(
      List<QuantizedTensor> start, long budget, int steps, ProgressDisplay display) {
    Signal target =
        signal != null ? signal : SirenNetwork.of(seeded.fill(weights)).reconstruct(format, grid);
    return RateTuner.tune(
        target,
        weights,
        seeded,
        start,
        new RateBudget(budget, size, quality()),
        tuning(steps),
        new Bar(display, steps));
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
