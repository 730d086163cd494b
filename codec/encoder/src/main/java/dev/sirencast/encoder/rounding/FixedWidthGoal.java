package dev.sirencast.encoder.rounding;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;

/** Symbols of one width, which is stated or found. */
final class FixedWidthGoal {
  private final RateTarget target;
  private final IntFunction<Candidate> round;

  /**
   * @param target of fixed width
   * @param round makes a candidate of a width
   */
  FixedWidthGoal(RateTarget target, IntFunction<Candidate> round) {
    this.target = target;
    this.round = round;
  }

  /**
   * Returns the candidate of the width.
   *
   * @param floatPsnr the PSNR of the weights as they are; where it is infinite, there is no signal
   *     to measure a drop against, and the fewest bits are taken
   */
  RateOutcome meet(DoubleSupplier floatPsnr) {
    if (target instanceof RateTarget.Bits fixed) {
      return outcome(round.apply(fixed.bits()), fixed.bits(), true);
    }
    double from = floatPsnr.getAsDouble();
    Candidate candidate = round.apply(RateTarget.BitsWithin.LEAST);
    if (!Double.isFinite(from)) {
      return outcome(candidate, 0, true);
    }
    double drop = ((RateTarget.BitsWithin) target).decibels();
    if (from - candidate.psnr() > drop) {
      candidate = fewest(candidate, from, drop);
    }
    double lost = from - candidate.psnr();
    return outcome(candidate, lost, lost <= drop);
  }

  /**
   * Compares with the most bits there are too: where the first layer, which needs the finest steps,
   * has no more to get, further bits of the others buy nothing.
   */
  private Candidate fewest(Candidate least, double from, double drop) {
    Candidate finest = round.apply(QuantizedTensor.MAX_BITS);
    double enough = Math.min(from, finest.psnr()) - drop;
    Candidate candidate = least;
    for (int bits = RateTarget.BitsWithin.LEAST; candidate.psnr() < enough; ) {
      bits++;
      candidate = bits < QuantizedTensor.MAX_BITS ? round.apply(bits) : finest;
    }
    return candidate;
  }

  private RateOutcome outcome(Candidate candidate, double reached, boolean met) {
    return new RateOutcome(
        candidate.tensors(),
        candidate.rounding(),
        candidate.bytes(),
        candidate.psnr(),
        target,
        reached,
        met);
  }
}
