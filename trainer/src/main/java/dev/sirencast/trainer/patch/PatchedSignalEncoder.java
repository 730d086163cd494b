package dev.sirencast.trainer.patch;

import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.encoder.RoundingWay;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stream of a signal: trains base and patches on the processor, rounds them and cuts
 * packets. The same signal and options give the same bytes on one kernel, whatever the number of
 * threads. Immutable and thread-safe.
 */
public final class PatchedSignalEncoder {
  private static final int BASE_BITS = 8;

  private static final int SEARCH_STEPS = 40;

  private static final int REFINEMENTS = 2;

  private final PatchTrainingOptions training;
  private final PatchRounding rounding;
  private final PacketizerOptions packets;
  private final Executor executor;
  private final int threads;

  /**
   * Returns an encoder.
   *
   * @param executor where other threads come from
   * @param threads threads at most, the calling one included, 1 or more
   */
  public PatchedSignalEncoder(
      PatchTrainingOptions training,
      PatchRounding rounding,
      PacketizerOptions packets,
      Executor executor,
      int threads) {
    this.training = training;
    this.rounding = rounding;
    this.packets = packets;
    this.executor = executor;
    this.threads = threads;
  }

  /**
   * Returns the stream of a signal.
   *
   * @throws IllegalArgumentException if the parts do not fit each other, or the manifest or the
   *     metadata would not fit one packet
   */
  public EncodedPatches encode(Signal signal, PatchTrainingListener listener) {
    PatchTrainer trainer = new PatchTrainer(signal, training, executor, threads);
    QuantizedNetwork base = rounded(trainer.base(), trainer.small());
    TrainedPatches trained = trainer.patches(base.dequantize(), listener);
    PatchedWeights weights = trained.weights();
    double floatPsnr = Psnr.decibels(signal, decoded(weights, signal));
    List<Integer> order = trained.order();
    if (order.isEmpty()) {
      weights = withOne(weights);
      order = List.of(0);
    }
    PatchQuantizer quantizer = PatchQuantizer.of(weights, order, executor, threads);
    Made made = made(signal, base, quantizer, weights, floatPsnr);
    List<@Nullable PatchWeights> patches =
        new ArrayList<>(Collections.nCopies(weights.patches().size(), null));
    for (PatchSymbols patch : made.patches.patches()) {
      patches.set(patch.patch(), made.patches.description().dequantize(patch));
    }
    Signal decoded =
        decoded(
            new PatchedWeights(
                weights.base(), weights.baseStep(), weights.grid(), weights.family(), patches),
            signal);
    EncodedStream stream =
        Packetizer.packetize(
            SignalDescription.of(signal), base, WeightOrigin.PLAIN, made.patches, packets);
    return new EncodedPatches(
        stream, weights, floatPsnr, decoded, Psnr.decibels(signal, decoded), made.met);
  }

  private record Made(QuantizedPatches patches, boolean met) {}

  private Made made(
      Signal signal,
      QuantizedNetwork base,
      PatchQuantizer quantizer,
      PatchedWeights weights,
      double floatPsnr) {
    if (rounding instanceof PatchRounding.Drop drop) {
      double values = (double) signal.grid().points() * signal.components();
      // y is twice a sample.
      double error = 4 * values * Math.pow(10, -floatPsnr / 10);
      double allowed = error * (Math.pow(10, drop.decibels() / 10) - 1);
      QuantizedPatches rounded = ofError(quantizer, weights, Math.max(allowed, values * 1e-12));
      return new Made(Packetizer.fitting(rounded, packets), true);
    }
    long most = ((PatchRounding.Bytes) rounding).bytes();
    // Each turn halves what is between a scale that fits and one that does not.
    double fine = 1e-9;
    double coarse = 1e6;
    QuantizedPatches best = quantizer.quantize(coarse);
    boolean met = false;
    for (int i = 0; i < SEARCH_STEPS; i++) {
      double scale = Math.sqrt(fine * coarse);
      QuantizedPatches trial = Packetizer.fitting(quantizer.quantize(scale), packets);
      boolean fits =
          Packetizer.streamBytes(
                  SignalDescription.of(signal), base, WeightOrigin.PLAIN, trial, packets)
              <= most;
      if (fits) {
        coarse = scale;
        best = trial;
        met = true;
      } else {
        fine = scale;
      }
    }
    return new Made(best, met);
  }

  private static QuantizedPatches ofError(
      PatchQuantizer quantizer, PatchedWeights weights, double error) {
    double scale =
        Math.sqrt(error / (weights.weights() - weights.base().architecture().parameters()));
    QuantizedPatches rounded = quantizer.quantize(scale);
    for (int i = 0; i < REFINEMENTS; i++) {
      scale *= Math.sqrt(error / quantizer.predictedError(rounded));
      rounded = quantizer.quantize(scale);
    }
    return rounded;
  }

  private QuantizedNetwork rounded(SirenWeights base, Signal small) {
    TrainedNetwork network = TrainedNetwork.of(base, small);
    EncoderOptions options =
        EncoderOptions.of(new RateTarget.Bits(BASE_BITS), RoundingWay.AUTO, packets);
    return network.quantized(
        StreamEncoder.of(options).round(network, EncoderListener.none()).tensors());
  }

  private static PatchedWeights withOne(PatchedWeights weights) {
    List<@Nullable PatchWeights> patches = new ArrayList<>(weights.patches());
    patches.set(0, new PatchWeights(0, 0, weights.family().initial(0)));
    return new PatchedWeights(
        weights.base(), weights.baseStep(), weights.grid(), weights.family(), patches);
  }

  private Signal decoded(PatchedWeights weights, Signal signal) {
    return PatchedNetwork.of(weights)
        .reconstruct(signal.format(), signal.grid(), executor, threads);
  }
}
