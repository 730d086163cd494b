package dev.sirencast.encoder.rounding;

import java.util.function.DoubleFunction;

/**
 * The fewest bytes at a PSNR.
 *
 * @param target what was asked for
 * @param least the PSNR in decibels
 * @param from the PSNR that a drop is counted from, 0 where it is none
 */
record QualityGoal(RateTarget target, double least, double from) implements RateGoal {

  @Override
  public Candidate search(DoubleFunction<Candidate> round, ScaleSearch.Range range) {
    return new ScaleSearch(round, candidate -> least - candidate.psnr(), this::better, -1, range)
        .best();
  }

  @Override
  public boolean met(Candidate candidate) {
    return candidate.psnr() >= least;
  }

  @Override
  public Candidate better(Candidate a, Candidate b) {
    if (met(a) != met(b)) {
      return met(a) ? a : b;
    }
    return (met(a) ? b.bytes() < a.bytes() : b.psnr() > a.psnr()) ? b : a;
  }

  @Override
  public RateOutcome outcome(Candidate c) {
    double reached = target instanceof RateTarget.PsnrDrop ? from - c.psnr() : c.psnr();
    return new RateOutcome(c.tensors(), c.rounding(), c.bytes(), c.psnr(), target, reached, met(c));
  }
}
