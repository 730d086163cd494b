package dev.sirencast.encoder.patch;

import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.patch.PatchedWeights;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Finds the scale of steps that is asked for, and has patches trained on with that rounding, where
 * somebody can. Immutable.
 */
public final class PatchRounder {
  private static final int TURNS = 10;
  private static final int PREDICTIONS = 2;

  /** A scale at which every step is the longest. */
  private static final double LARGEST_SCALE = 1e3;

  /** How near a size is near enough. */
  private static final double NEAR = 0.003;

  /** By how much steps grow while what was refined is still too large. */
  private static final double COARSER = 1.01;

  /** The smallest mean squared error that a search begins at: 65 dB. */
  private static final double LEAST_START = 3e-7;

  /** What refining saves: about so much finer steps fit. */
  private static final double REFINED = 0.97;

  private final Refiner refiner;
  private final ToLongFunction<QuantizedPatches> size;
  private final Function<QuantizedPatches, Optional<QuantizedPatches>> fitting;

  /** Trains patches on that are to be rounded. */
  @FunctionalInterface
  public interface Refiner {
    /** Leaves all as it is. */
    Refiner NONE = (quantizer, scale) -> quantizer;

    /**
     * Returns a quantiser with the same steps and weights that suit its rounding better.
     *
     * @param scale at which they are rounded, as in {@link PatchQuantizer#quantize}
     */
    PatchQuantizer refined(PatchQuantizer quantizer, double scale);
  }

  /**
   * Returns a rounder.
   *
   * @param refiner of patches; asked once, when the scale is known
   * @param size bytes of the whole stream
   * @param fitting makes each patch fit a packet, if that can be
   */
  public PatchRounder(
      Refiner refiner,
      ToLongFunction<QuantizedPatches> size,
      Function<QuantizedPatches, Optional<QuantizedPatches>> fitting) {
    this.refiner = refiner;
    this.size = size;
    this.fitting = fitting;
  }

  /**
   * Returns rounded patches; where a size is asked for that cannot be, larger ones.
   *
   * @param error the sum of squared errors of y before
   * @throws IllegalArgumentException if a patch fits no packet, however long steps are
   */
  public QuantizedPatches round(PatchQuantizer quantizer, PatchRounding rounding, double error) {
    if (rounding instanceof PatchRounding.Bytes bytes) {
      return ofBytes(quantizer, error, bytes.bytes());
    }
    double scale = scaleOf(quantizer, rounding, error);
    return rounded(refiner.refined(quantizer, scale), scale);
  }

  private static double scaleOf(PatchQuantizer quantizer, PatchRounding rounding, double error) {
    if (rounding instanceof PatchRounding.Lambda slope) {
      return scaleOf(quantizer, slope);
    }
    if (rounding instanceof PatchRounding.Within own) {
      return scaleOf(quantizer, 4 * values(quantizer) * Math.pow(10, -own.decibels() / 10));
    }
    double drop = ((PatchRounding.Drop) rounding).decibels();
    return scaleOf(quantizer, error * (Math.pow(10, drop / 10) - 1));
  }

  /** Samples times components of the signal. */
  private static double values(PatchQuantizer quantizer) {
    PatchedWeights weights = quantizer.weights();
    return (double) weights.grid().grid().points() * weights.family().shape().outputs();
  }

  /**
   * The scale at which a bit more for a weight saves what it costs: steps of half the length take a
   * bit more, and leave a quarter of their squared error, which is the scale's square a weight.
   */
  public static double scaleOf(PatchQuantizer quantizer, PatchRounding.Lambda slope) {
    double bit = slope.ofABitEach(values(quantizer)) / quantizer.weights().weights();
    return Math.min(LARGEST_SCALE, Math.sqrt(bit / (2 * Math.log(2))));
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

  private QuantizedPatches ofBytes(PatchQuantizer quantizer, double error, long most) {
    double start = Math.max(error / 5, 4 * values(quantizer) * LEAST_START);
    double scale = scaleOf(quantizer, start);
    long weights = quantizer.weights().weights();
    long bytes = size.applyAsLong(rounded(quantizer, scale));
    for (int turn = 0; turn < TURNS && Math.abs(bytes - most) > NEAR * most; turn++) {
      // One bit a weight less for steps of twice the length, while they are shorter than weights.
      double octaves = Math.max(-4, Math.min(4, 8.0 * (bytes - most) / weights));
      scale *= Math.pow(2, octaves);
      bytes = size.applyAsLong(rounded(quantizer, scale));
    }
    PatchQuantizer refined = refiner.refined(quantizer, scale * REFINED);
    double own = scale * REFINED;
    QuantizedPatches patches = rounded(refined, own);
    for (int turn = 0; turn < TURNS * TURNS && size.applyAsLong(patches) > most; turn++) {
      own *= COARSER;
      patches = rounded(refined, own);
    }
    return patches;
  }

  /** Steps that are too short for packets, or for symbols of 16 bits, become longer. */
  private QuantizedPatches rounded(PatchQuantizer quantizer, double scale) {
    double first = Math.min(LARGEST_SCALE, Math.max(scale, quantizer.finest()));
    for (double own = first; own <= LARGEST_SCALE; own *= 2) {
      Optional<QuantizedPatches> fitting = this.fitting.apply(quantizer.quantize(own));
      if (fitting.isPresent()) {
        return fitting.get();
      }
    }
    throw new IllegalArgumentException(
        "a patch of "
            + quantizer.weights().family().shape()
            + " does not fit a packet, however coarsely it is rounded; use less protection in"
            + " packets, or smaller patches");
  }
}
