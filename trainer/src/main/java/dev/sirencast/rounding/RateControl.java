package dev.sirencast.rounding;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.rounding.refit.RefittingQuantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Rounds a network's weights to meet a target of size or quality, and says how near it came.
 *
 * <p>Plain and compensated rounding are both tried, and on small networks refitting; the one that
 * does better by the quality given is taken. Thread-safe if the two functions are.
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

  private RateControl(
      SirenWeights weights,
      SeededTensors seeded,
      CoordinateGrid grid,
      ToLongFunction<List<QuantizedTensor>> size,
      ToDoubleFunction<SirenWeights> psnr,
      Set<Rounding> roundings) {
    this.weights = weights;
    this.seeded = seeded;
    this.grid = grid;
    this.size = size;
    this.psnr = psnr;
    this.roundings = roundings;
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
            ? EnumSet.of(Rounding.PLAIN, Rounding.COMPENSATED, Rounding.REFITTED)
            : EnumSet.of(Rounding.PLAIN, Rounding.COMPENSATED));
  }

  /** Returns this control with refitting tried too, whatever time it takes. */
  public RateControl thorough() {
    Set<Rounding> all = EnumSet.copyOf(roundings);
    all.add(Rounding.REFITTED);
    return new RateControl(weights, seeded, grid, size, psnr, all);
  }

  /**
   * Returns this control with one way of rounding only, for a target that is not of fixed width.
   *
   * <p>{@link Rounding#PLAIN} suits networks that were trained to stand noise on their weights:
   * what they reconstruct with noise may be nearer to the signal than what they do without, which
   * no comparison with their own output can know.
   *
   * @throws IllegalArgumentException if it is of fixed width
   */
  public RateControl only(Rounding rounding) {
    if (rounding == Rounding.FIXED_WIDTH) {
      throw new IllegalArgumentException("a rate target has plain or compensated rounding");
    }
    return new RateControl(weights, seeded, grid, size, psnr, EnumSet.of(rounding));
  }

  /**
   * Rounds the weights.
   *
   * @return the outcome, which says whether the target was met
   * @throws IllegalArgumentException if a weight is not finite, the bits are out of range, or a
   *     drop is asked for where the float weights' own PSNR is infinite
   */
  public RateOutcome meet(RateTarget target) {
    if (target instanceof RateTarget.Bits fixed) {
      Candidate only =
          candidate(Rounding.FIXED_WIDTH, 0, Quantizer.quantize(weights, seeded, fixed.bits()));
      return new FixedWidthGoal(fixed).outcome(only);
    }
    LayerwiseQuantizer quantizer = LayerwiseQuantizer.of(weights, seeded, grid);
    RateGoal goal = RateGoal.of(target, () -> psnr.applyAsDouble(weights), sentWeights());
    Set<Rounding> quick = EnumSet.copyOf(roundings);
    quick.remove(Rounding.REFITTED);
    if (quick.isEmpty()) {
      quick.add(Rounding.COMPENSATED);
    }
    Candidate best =
        quick.stream()
            .map(rounding -> search(goal, rounding, quantizer))
            .reduce(goal::better)
            .orElseThrow();
    if (roundings.contains(Rounding.REFITTED)) {
      best = goal.better(best, refitted(goal, best.scale()));
    }
    return goal.outcome(best);
  }

  /** Refitting takes long: what quicker ways have found says where to look. */
  private Candidate refitted(RateGoal goal, double scale) {
    RefittingQuantizer quantizer = RefittingQuantizer.of(weights, seeded, grid);
    return goal.search(
        at -> candidate(Rounding.REFITTED, at, quantizer.quantize(at)),
        ScaleSearch.Range.near(scale));
  }

  private int sentWeights() {
    return Math.max(1, seeded.sentWeights(weights.architecture()));
  }

  private Candidate search(RateGoal goal, Rounding rounding, LayerwiseQuantizer quantizer) {
    DoubleFunction<List<QuantizedTensor>> round =
        rounding == Rounding.PLAIN ? quantizer::plain : quantizer::compensated;
    return goal.search(
        scale -> candidate(rounding, scale, round.apply(scale)), ScaleSearch.Range.ANYWHERE);
  }

  private Candidate candidate(Rounding rounding, double scale, List<QuantizedTensor> tensors) {
    List<WeightTensor> values = new ArrayList<>();
    for (QuantizedTensor tensor : tensors) {
      values.add(tensor.dequantize());
    }
    SirenWeights rounded = seeded.fill(SirenWeights.of(weights.architecture(), values));
    return new Candidate(
        rounding, scale, tensors, size.applyAsLong(tensors), psnr.applyAsDouble(rounded));
  }
}
