package dev.sirencast.cli.encoding;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.ShortStep;
import dev.sirencast.rounding.RateControl;
import dev.sirencast.rounding.RateOutcome;
import dev.sirencast.rounding.RateTarget;
import dev.sirencast.rounding.ReconstructionPsnr;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.RateBudget;
import dev.sirencast.trainer.RateTuned;
import dev.sirencast.trainer.RateTuner;
import dev.sirencast.trainer.RateTuning;
import dev.sirencast.trainer.TrainingListener;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Rounds weights to what was asked for: by rounding alone, or tuned on the signal, whichever is
 * nearer to it.
 *
 * @param network whose weights they are
 * @param way which ways of rounding are tried
 * @param size bytes of a whole stream of some tensors
 */
record WeightRounding(
    TrainedNetwork network, RoundingWay way, ToLongFunction<List<QuantizedTensor>> size) {
  private static final int WIDE = 64;
  private static final int DEEP = 5;

  /** Rounds without training further. */
  RoundedWeights round(RateTarget target) {
    RateOutcome outcome = control(target).meet(reachable(target));
    return new RoundedWeights(
        sent(target, outcome.tensors()),
        outcome.rounding().name().toLowerCase(Locale.ROOT),
        Optional.of(target),
        outcome.met());
  }

  /** Tunes what was rounded to a size, and returns the better of the two. */
  RoundedWeights tune(RoundedWeights rounded, int steps, TrainingListener listener) {
    boolean toSize = rounded.target().filter(RateTarget.Bytes.class::isInstance).isPresent();
    if (!toSize || steps == 0 || !rounded.met()) {
      return rounded;
    }
    RateTarget.Bytes target = (RateTarget.Bytes) rounded.target().get();
    RateBudget budget = new RateBudget(target.bytes(), size(target), quality());
    RateTuned tuned =
        RateTuner.tune(
            aim(), network.weights(), seeded(), rounded.tensors(), budget, tuning(steps), listener);
    List<QuantizedTensor> tensors = sent(target, tuned.tensors());
    return tuned.met() && psnr(tensors) > psnr(rounded.tensors())
        ? new RoundedWeights(tensors, "tuned", rounded.target(), true)
        : rounded;
  }

  private double psnr(List<QuantizedTensor> tensors) {
    return quality().applyAsDouble(network.rounded(tensors));
  }

  /** What is sent of rounded weights: where every byte counts, steps that two bytes can say. */
  private static List<QuantizedTensor> sent(RateTarget target, List<QuantizedTensor> tensors) {
    return target instanceof RateTarget.Bytes
        ? tensors.stream().map(ShortStep::nearest).toList()
        : tensors;
  }

  private ToLongFunction<List<QuantizedTensor>> size(RateTarget target) {
    return tensors -> size.applyAsLong(sent(target, tensors));
  }

  /** What is tuned on: the signal, or what the weights themselves reconstruct. */
  private Signal aim() {
    return network
        .signal()
        .orElseGet(
            () ->
                SirenNetwork.of(seeded().fill(network.weights()))
                    .reconstruct(network.description().format(), grid()));
  }

  private RateControl control(RateTarget target) {
    return way.of(
        RateControl.of(network.weights(), seeded(), grid(), size(target), quality()), network);
  }

  /**
   * Refuses a drop of the PSNR where there is none to drop from: without a signal it is infinite.
   */
  private RateTarget reachable(RateTarget target) {
    if (target instanceof RateTarget.PsnrDrop && network.signal().isEmpty()) {
      throw new IllegalArgumentException(
          "--psnr-drop needs the signal that the PSNR is measured against: --reference");
    }
    return target;
  }

  private ToDoubleFunction<SirenWeights> quality() {
    return network
        .signal()
        .map(ReconstructionPsnr::against)
        .orElseGet(() -> ReconstructionPsnr.against(seeded().fill(network.weights()), grid()));
  }

  private SeededTensors seeded() {
    return network.origin().seeded();
  }

  private CoordinateGrid grid() {
    return network.description().grid();
  }

  private RateTuning tuning(int steps) {
    SirenArchitecture architecture = network.weights().architecture();
    boolean wide = architecture.hiddenFeatures() > WIDE;
    boolean deep = architecture.hiddenLayers() >= DEEP;
    double rate = wide ? 5e-4 : deep ? 1e-3 : 2e-3;
    return RateTuning.defaults().with(steps, rate);
  }
}
