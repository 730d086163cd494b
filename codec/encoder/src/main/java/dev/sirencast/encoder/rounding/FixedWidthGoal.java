package dev.sirencast.encoder.rounding;

/** Symbols of one width: always met. */
record FixedWidthGoal(RateTarget.Bits target) {
  RateOutcome outcome(Candidate candidate) {
    return new RateOutcome(
        candidate.tensors(),
        candidate.rounding(),
        candidate.bytes(),
        candidate.psnr(),
        target,
        target.bits(),
        true);
  }
}
