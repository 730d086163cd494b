package dev.sirencast.encoder.rounding;

import dev.sirencast.encoder.rounding.layerwise.LayerwiseQuantizer;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rounds a network's weights to meet a target of size or quality, and says how near it came.
 *
 * <p>Rounding to nearest and GPTQ are both tried, and on small networks GPTQ with refitting; the
 * one that does better by the quality given is taken. Thread-safe if the two functions are.
 */
public final class RateControl {
  /** The most weights for which refitting is tried unasked. */
  private static final int QUICKLY_REFITTED = 20_000;

  private final SirenWeights weights;
  private final SeededTensors seeded;
  private final CoordinateGrid grid;
  private final ToLongFunction<List<QuantizedTensor>> size;
  private final ToDoubleFunction<SirenWeights> psnr;
  private final Set<Rounding> roundings;
  private final boolean rough;
  private final Runnable pulse;

  private RateControl(
      SirenWeights weights,
      SeededTensors seeded,
      CoordinateGrid grid,
      ToLongFunction<List<QuantizedTensor>> size,
      ToDoubleFunction<SirenWeights> psnr,
      Set<Rounding> roundings,
      boolean rough,
      Runnable pulse) {
    this.weights = weights;
    this.seeded = seeded;
    this.grid = grid;
    this.size = size;
    this.psnr = psnr;
    this.roundings = roundings;
    this.rough = rough;
    this.pulse = pulse;
  }

  /**
   * Returns the control of a network.
   *
   * @param seeded tensors that are never sent
   * @param grid where the network is evaluated
   * @param size the bytes of a whole stream of some tensors
   * @param psnr the quality of some weights in decibels, as of {@link ReconstructionPsnr}
   */
  public static RateControl of(
      SirenWeights weights,
      SeededTensors seeded,
      CoordinateGrid grid,
      ToLongFunction<List<QuantizedTensor>> size,
      ToDoubleFunction<SirenWeights> psnr) {
    return new RateControl(
        seeded.fill(weights),
        seeded,
        grid,
        size,
        psnr,
        seeded.sentWeights(weights.architecture()) <= QUICKLY_REFITTED
            ? EnumSet.of(Rounding.ROUND_TO_NEAREST, Rounding.GPTQ, Rounding.GPTQ_REFITTED)
            : EnumSet.of(Rounding.ROUND_TO_NEAREST, Rounding.GPTQ),
        false,
        () -> {});
  }

  /**
   * Returns this control with something to run again and again. A {@link CancellationException} of
   * it, or of the quality, ends a search with the best that has met the target; it reaches the
   * caller where nothing has. All else that it throws does.
   */
  public RateControl watched(Runnable pulse) {
    return new RateControl(weights, seeded, grid, size, psnr, roundings, rough, pulse);
  }

  /**
   * Returns this control for who has no time: weights are rounded to nearest, with steps that are
   * looked for less closely. Nothing is run on the way.
   *
   * @param quickly a quality that takes less time
   */
  public RateControl roughly(ToDoubleFunction<SirenWeights> quickly) {
    return new RateControl(
        weights,
        seeded,
        grid,
        size,
        quickly,
        EnumSet.of(Rounding.ROUND_TO_NEAREST),
        true,
        () -> {});
  }

  /**
   * Returns the symbols of a network whose steps are the longest that a search comes to: hardly any
   * but zeros.
   */
  public static List<QuantizedTensor> nothing(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid) {
    return LayerwiseQuantizer.roughly(weights, seeded, grid).quantize(ScaleSearch.LARGEST);
  }

  /** Returns this control with refitting tried too, whatever time it takes. */
  public RateControl thorough() {
    Set<Rounding> all = EnumSet.copyOf(roundings);
    all.add(Rounding.GPTQ_REFITTED);
    return new RateControl(weights, seeded, grid, size, psnr, all, rough, pulse);
  }

  /**
   * Returns this control with one way of rounding only, for a target that is not of fixed width.
   *
   * <p>{@link Rounding#ROUND_TO_NEAREST} suits networks that were trained to withstand noise on
   * their weights: what they reconstruct with noise may be nearer to the signal than what they do
   * without, which no comparison with their own output can know.
   *
   * @throws IllegalArgumentException if it is of fixed width
   */
  public RateControl only(Rounding rounding) {
    if (rounding == Rounding.FIXED_WIDTH) {
      throw new IllegalArgumentException("a rate target is not met by symbols of fixed width");
    }
    return new RateControl(weights, seeded, grid, size, psnr, EnumSet.of(rounding), rough, pulse);
  }

  /**
   * Rounds the weights.
   *
   * @return the outcome, which says whether the target was met
   * @throws IllegalArgumentException if a weight is not finite, the bits are out of range, or a
   *     drop is asked for where the float weights' own PSNR is infinite
   */
  public RateOutcome meet(RateTarget target) {
    if (target.isOfFixedWidth()) {
      return new FixedWidthGoal(target, this::ofWidth).meet(() -> psnr.applyAsDouble(weights));
    }
    RateGoal goal = RateGoal.of(target, () -> psnr.applyAsDouble(weights), sentWeights());
    return new Search(goal).run();
  }

  private Candidate ofWidth(int bits) {
    return candidate(Rounding.FIXED_WIDTH, 0, Quantizer.quantize(weights, seeded, bits).tensors());
  }

  private int sentWeights() {
    return Math.max(1, seeded.sentWeights(weights.architecture()));
  }

  private Candidate candidate(Rounding rounding, double scale, List<QuantizedTensor> tensors) {
    SirenWeights rounded =
        new QuantizedNetwork(weights.architecture(), tensors, seeded).dequantize();
    return new Candidate(
        rounding, scale, tensors, size.applyAsLong(tensors), psnr.applyAsDouble(rounded));
  }

  /** One search over all ways of rounding; keeps the best candidate that any has come to. */
  private final class Search {
    private final RateGoal goal;
    private @Nullable Candidate best;

    Search(RateGoal goal) {
      this.goal = goal;
    }

    RateOutcome run() {
      try {
        all();
      } catch (CancellationException e) {
        if (best == null || !goal.met(best)) {
          throw e;
        }
      }
      return goal.outcome(Objects.requireNonNull(best));
    }

    private void all() {
      Set<Rounding> quick = EnumSet.copyOf(roundings);
      quick.remove(Rounding.GPTQ_REFITTED);
      if (quick.isEmpty()) {
        quick.add(Rounding.GPTQ);
      }
      for (Rounding rounding : quick) {
        search(rounding, rough ? ScaleSearch.Range.ROUGH : ScaleSearch.Range.ANYWHERE);
      }
      if (roundings.contains(Rounding.GPTQ_REFITTED)) {
        // Refitting takes long: what quicker ways have found says where to look.
        search(
            Rounding.GPTQ_REFITTED, ScaleSearch.Range.near(Objects.requireNonNull(best).scale()));
      }
    }

    private void search(Rounding rounding, ScaleSearch.Range range) {
      LayerwiseQuantizer quantizer =
          switch (rounding) {
            case GPTQ -> LayerwiseQuantizer.gptq(weights, seeded, grid, pulse);
            case GPTQ_REFITTED -> LayerwiseQuantizer.gptqRefitted(weights, seeded, grid, pulse);
            default ->
                rough
                    ? LayerwiseQuantizer.roughly(weights, seeded, grid)
                    : LayerwiseQuantizer.roundToNearest(weights, seeded, grid, pulse);
          };
      goal.search(scale -> seen(candidate(rounding, scale, quantizer.quantize(scale))), range);
    }

    private Candidate seen(Candidate candidate) {
      best = best == null ? candidate : goal.better(best, candidate);
      return candidate;
    }
  }
}
