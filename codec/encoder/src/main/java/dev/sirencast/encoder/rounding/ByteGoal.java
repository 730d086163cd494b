package dev.sirencast.encoder.rounding;

import java.util.function.DoubleFunction;

/** The highest PSNR in at most the target's bytes. */
record ByteGoal(RateTarget.Bytes target) implements RateGoal {

  @Override
  public Candidate search(DoubleFunction<Candidate> round, ScaleSearch.Range range) {
    return new ScaleSearch(
            round,
            candidate -> Math.log((double) target.bytes() / candidate.bytes()),
            this::better,
            1,
            range)
        .best();
  }

  @Override
  public boolean met(Candidate candidate) {
    return candidate.bytes() <= target.bytes();
  }

  @Override
  public Candidate better(Candidate a, Candidate b) {
    if (met(a) != met(b)) {
      return met(a) ? a : b;
    }
    return (met(a) ? b.psnr() > a.psnr() : b.bytes() < a.bytes()) ? b : a;
  }

  @Override
  public RateOutcome outcome(Candidate c) {
    return new RateOutcome(
        c.tensors(), c.rounding(), c.bytes(), c.psnr(), target, c.bytes(), met(c));
  }
}
