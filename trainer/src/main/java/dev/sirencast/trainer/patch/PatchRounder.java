package dev.sirencast.trainer.patch;

import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.patch.PatchedWeights;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** Finds the scale of steps that is asked for, and trains patches on with that rounding. */
final class PatchRounder {
  private static final int TURNS = 10;
  private static final int PREDICTIONS = 2;

  /** A scale at which every step is the longest. */
  private static final double LARGEST_SCALE = 1e3;

  /** How near a size is near enough. */
  private static final double NEAR = 0.003;

  /** By how much steps grow while what was refined is still too large. */
  private static final double COARSER = 1.01;

  /** What refining saves: about so much finer steps fit. */
  private static final double REFINED = 0.97;

  private final PatchTrainer trainer;
  private final Supplier<PatchPace> pace;
  private final ToLongFunction<QuantizedPatches> size;
  private final UnaryOperator<QuantizedPatches> fitting;

  /**
   * @param pace of refining; asked when it begins
   * @param size bytes of the whole stream
   * @param fitting makes each patch fit a packet
   */
  PatchRounder(
      PatchTrainer trainer,
      Supplier<PatchPace> pace,
      ToLongFunction<QuantizedPatches> size,
      UnaryOperator<QuantizedPatches> fitting) {
    this.trainer = trainer;
    this.pace = pace;
    this.size = size;
    this.fitting = fitting;
  }

  /**
   * Rounded patches.
   *
   * @param met whether they are as small as was asked for
   */
  record Rounded(QuantizedPatches patches, boolean met) {}

  /**
   * Rounds.
   *
   * @param error the sum of squared errors of y before
   */
  Rounded round(PatchQuantizer quantizer, PatchRounding rounding, double error) {
    if (rounding instanceof PatchRounding.Bytes bytes) {
      return ofBytes(quantizer, error, bytes.bytes());
    }
    double scale =
        rounding instanceof PatchRounding.Lambda slope
            ? scaleOf(quantizer, slope)
            : scaleOf(quantizer, error, ((PatchRounding.Drop) rounding).decibels());
    return new Rounded(fitting.apply(refined(quantizer, scale).quantize(scale)), true);
  }

  private PatchQuantizer refined(PatchQuantizer quantizer, double scale) {
    PatchPace refining = pace.get();
    return refining.isNone() ? quantizer : trainer.refine(quantizer, scale, refining);
  }

  /**
   * The scale at which a bit more for a weight saves what it costs: steps of half the length take a
   * bit more, and leave a quarter of their squared error, which is the scale's square a weight.
   */
  static double scaleOf(PatchQuantizer quantizer, PatchRounding.Lambda slope) {
    PatchedWeights weights = quantizer.weights();
    double values = (double) weights.grid().grid().points() * weights.family().shape().outputs();
    double bit = slope.ofABitEach(values) / weights.weights();
    return Math.min(LARGEST_SCALE, Math.sqrt(bit / (2 * Math.log(2))));
  }

  private static double scaleOf(PatchQuantizer quantizer, double error, double drop) {
    return scaleOf(quantizer, error * (Math.pow(10, drop / 10) - 1));
  }

  /** The scale at which rounding adds so much to the sum of squared errors. */
  private static double scaleOf(PatchQuantizer quantizer, double error) {
    double scale = Math.sqrt(error / Math.max(1, quantizer.weights().weights()));
    for (int i = 0; i < PREDICTIONS; i++) {
      double predicted = quantizer.predictedError(quantizer.quantize(scale));
      scale = Math.min(LARGEST_SCALE, scale * Math.sqrt(error / predicted));
    }
    return scale;
  }

  private Rounded ofBytes(PatchQuantizer quantizer, double error, long most) {
    double scale = scaleOf(quantizer, error / 5);
    long weights = quantizer.weights().weights();
    long bytes = size.applyAsLong(rounded(quantizer, scale));
    for (int turn = 0; turn < TURNS && Math.abs(bytes - most) > NEAR * most; turn++) {
      // One bit a weight less for steps of twice the length, while they are shorter than weights.
      double octaves = Math.max(-4, Math.min(4, 8.0 * (bytes - most) / weights));
      scale *= Math.pow(2, octaves);
      bytes = size.applyAsLong(rounded(quantizer, scale));
    }
    PatchQuantizer refined = refined(quantizer, scale * REFINED);
    double own = scale * REFINED;
    QuantizedPatches patches = rounded(refined, own);
    for (int turn = 0; turn < TURNS * TURNS && size.applyAsLong(patches) > most; turn++) {
      own *= COARSER;
      patches = rounded(refined, own);
    }
    return new Rounded(patches, size.applyAsLong(patches) <= most);
  }

  private QuantizedPatches rounded(PatchQuantizer quantizer, double scale) {
    return fitting.apply(quantizer.quantize(scale));
  }
}
