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
    double drop = ((RateTarget.BitsWithin) target).decibels();
    double from = floatPsnr.getAsDouble();
    int bits = RateTarget.BitsWithin.LEAST;
    Candidate candidate = round.apply(bits);
    while (Double.isFinite(from)
        && from - candidate.psnr() > drop
        && bits < QuantizedTensor.MAX_BITS) {
      candidate = round.apply(++bits);
    }
    double lost = Double.isFinite(from) ? from - candidate.psnr() : 0;
    return outcome(candidate, lost, lost <= drop);
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
