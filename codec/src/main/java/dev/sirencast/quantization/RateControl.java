package dev.sirencast.quantization;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Rounds a network's weights to meet a target of size or quality, and says how near it came.
 *
 * <p>Plain and compensated rounding are both tried; the one that does better is taken. Thread-safe
 * if the two functions are.
 */
public final class RateControl {
  private final SirenWeights weights;
  private final SeededTensors seeded;
  private final CoordinateGrid grid;
  private final ToLongFunction<List<QuantizedTensor>> size;
  private final ToDoubleFunction<SirenWeights> psnr;

  private RateControl(
      SirenWeights weights,
      SeededTensors seeded,
      CoordinateGrid grid,
      ToLongFunction<List<QuantizedTensor>> size,
      ToDoubleFunction<SirenWeights> psnr) {
    this.weights = seeded.fill(weights);
    this.seeded = seeded;
    this.grid = grid;
    this.size = size;
    this.psnr = psnr;
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
    return new RateControl(weights, seeded, grid, size, psnr);
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
          candidate(Rounding.FIXED_WIDTH, Quantizer.quantize(weights, seeded, fixed.bits()));
      return new FixedWidthGoal(fixed).outcome(only);
    }
    LayerwiseQuantizer quantizer = LayerwiseQuantizer.of(weights, seeded, grid);
    RateGoal goal = RateGoal.of(target, () -> psnr.applyAsDouble(weights), sentWeights());
    Candidate plain = search(goal, Rounding.PLAIN, quantizer::plain);
    Candidate compensated = search(goal, Rounding.COMPENSATED, quantizer::compensated);
    return goal.outcome(goal.better(plain, compensated));
  }

  private int sentWeights() {
    return Math.max(1, seeded.sentWeights(weights.architecture()));
  }

  private Candidate search(
      RateGoal goal, Rounding rounding, DoubleFunction<List<QuantizedTensor>> round) {
    return goal.search(scale -> candidate(rounding, round.apply(scale)));
  }

  private Candidate candidate(Rounding rounding, List<QuantizedTensor> tensors) {
    List<WeightTensor> values = new ArrayList<>();
    for (QuantizedTensor tensor : tensors) {
      values.add(tensor.dequantize());
    }
    SirenWeights rounded = seeded.fill(SirenWeights.of(weights.architecture(), values));
    return new Candidate(rounding, tensors, size.applyAsLong(tensors), psnr.applyAsDouble(rounded));
  }
}
