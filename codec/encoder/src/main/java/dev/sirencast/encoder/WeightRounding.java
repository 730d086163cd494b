package dev.sirencast.encoder;

import dev.sirencast.encoder.EncoderProgress.Phase;
import dev.sirencast.encoder.rounding.RateControl;
import dev.sirencast.encoder.rounding.RateOutcome;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.encoder.rounding.ReconstructionPsnr;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.ShortStep;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rounds weights to what was asked for: by rounding alone, or tuned on the signal, whichever is
 * nearer to it. For one use on one thread.
 */
final class WeightRounding {
  /** An error of a three-thousandth of the range, which few see or hear. */
  private static final double MAX_UNASKED_PSNR = 70;

  private final TrainedNetwork network;
  private final RoundingWay way;
  private final ToLongFunction<List<QuantizedTensor>> size;
  private final EncoderListener listener;
  private final int sentWeights;
  private int candidates;
  private long bytes;
  private @Nullable CancellationException cancellation;

  /**
   * @param network whose weights they are
   * @param way which ways of rounding are tried
   * @param size bytes of a whole stream of some tensors
   * @param listener told of every candidate
   */
  WeightRounding(
      TrainedNetwork network,
      RoundingWay way,
      ToLongFunction<List<QuantizedTensor>> size,
      EncoderListener listener) {
    this.network = network;
    this.way = way;
    this.size = size;
    this.listener = listener;
    this.sentWeights = Math.max(1, seeded().sentWeights(network.weights().architecture()));
  }

  /** Rounds without training further: roughly, where the listener hurries. */
  RoundedWeights round(RateTarget target) {
    ReconstructionPsnr psnr = psnr();
    ToDoubleFunction<SirenWeights> quality = bounded(target, psnr.watched(this::requireTime));
    RateControl control =
        RateControl.of(
                network.weights(),
                seeded(),
                grid(),
                tensors -> watched(size(target), tensors),
                weights -> watched(quality, weights))
            .watched(this::requireTime);
    RateOutcome outcome = outcome(control, reachable(target), psnr);
    return new RoundedWeights(
        sent(target, outcome.tensors()),
        outcome.rounding().name().toLowerCase(Locale.ROOT),
        Optional.of(target),
        outcome.met());
  }

  private RateOutcome outcome(RateControl control, RateTarget target, ReconstructionPsnr psnr) {
    try {
      RateOutcome outcome = way.of(control, network).meet(target);
      if (cancellation == null) {
        return outcome;
      }
    } catch (CancellationException e) {
      // Nothing meets the target yet.
    }
    if (cancellation != null) {
      throw cancellation;
    }
    ToDoubleFunction<SirenWeights> quality = bounded(target, psnr.roughly());
    return control
        .roughly(
            weights -> {
              listener.requireNotCancelled();
              return watched(quality, weights);
            })
        .meet(target);
  }

  /** Ends whatever is being tried, where nobody wants more of it. */
  private void requireTime() {
    try {
      listener.requireNotCancelled();
    } catch (CancellationException e) {
      cancellation = e;
      throw e;
    }
    if (listener.isHurried()) {
      throw new CancellationException("what has been found is to do");
    }
  }

  /** A candidate's size is asked for first, and then its quality. */
  private long watched(ToLongFunction<List<QuantizedTensor>> size, List<QuantizedTensor> tensors) {
    bytes = size.applyAsLong(tensors);
    return bytes;
  }

  private double watched(ToDoubleFunction<SirenWeights> quality, SirenWeights weights) {
    double psnr = quality.applyAsDouble(weights);
    if (bytes > 0) {
      candidates++;
      double bits = 8.0 * bytes / sentWeights;
      listener.onProgress(new EncoderProgress(Phase.ROUNDING, candidates, 0, bits, psnr));
    }
    return psnr;
  }

  /** Tunes what was rounded to a size, and returns the better of the two that fit. */
  RoundedWeights tune(RoundedWeights rounded, SymbolTuner tuner) {
    boolean toSize = rounded.target().filter(RateTarget.Bytes.class::isInstance).isPresent();
    listener.requireNotCancelled();
    if (!toSize || !rounded.met() || listener.isHurried()) {
      return rounded;
    }
    RateTarget.Bytes target = (RateTarget.Bytes) rounded.target().get();
    ReconstructionPsnr psnr = psnr();
    SymbolTuner.Task task =
        new SymbolTuner.Task(
            network,
            aim(),
            rounded.tensors(),
            target.bytes(),
            size(target),
            weights -> (listener.isHurried() ? psnr.roughly() : psnr).applyAsDouble(weights));
    return tuner
        .tune(task, listener)
        .map(tensors -> sent(target, tensors))
        .filter(tensors -> size.applyAsLong(tensors) <= target.bytes())
        .filter(tensors -> isBetter(tensors, rounded.tensors(), psnr))
        .map(tensors -> new RoundedWeights(tensors, "tuned", rounded.target(), true))
        .orElse(rounded);
  }

  private boolean isBetter(
      List<QuantizedTensor> tuned, List<QuantizedTensor> rounded, ReconstructionPsnr psnr) {
    ReconstructionPsnr measure = listener.isHurried() ? psnr.roughly() : psnr;
    return measure.applyAsDouble(network.quantized(tuned).dequantize())
        > measure.applyAsDouble(network.quantized(rounded).dequantize());
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

  /**
   * Refuses a drop of the PSNR where there is none to drop from: without a signal it is infinite.
   */
  private RateTarget reachable(RateTarget target) {
    if (target instanceof RateTarget.PsnrDrop && network.signal().isEmpty()) {
      throw new IllegalArgumentException(
          "a PSNR drop needs the signal that the PSNR is measured against; without one, ask for a"
              + " PSNR of at least so much");
    }
    return target;
  }

  /**
   * Where nobody asked for bits, they buy no PSNR beyond {@link #MAX_UNASKED_PSNR}, nor beyond that
   * of the signal's own samples, which are rounded to {@code b} bits: {@code 10 log10(12 (2^b)^2)},
   * 59 dB for 8 bits.
   */
  private ToDoubleFunction<SirenWeights> bounded(
      RateTarget target, ToDoubleFunction<SirenWeights> quality) {
    if (!(target instanceof RateTarget.BitsWithin) || network.signal().isEmpty()) {
      return quality;
    }
    double samples = 10 * Math.log10(12) + 20 * Math.log10(2) * network.description().bitDepth();
    double ceiling = Math.min(MAX_UNASKED_PSNR, samples);
    return weights -> Math.min(ceiling, quality.applyAsDouble(weights));
  }

  private ReconstructionPsnr psnr() {
    return network
        .signal()
        .map(ReconstructionPsnr::against)
        .orElseGet(() -> ReconstructionPsnr.against(seeded().fill(network.weights()), grid()));
  }

  private SeededTensors seeded() {
    return network.seeded();
  }

  private CoordinateGrid grid() {
    return network.description().grid();
  }
}
