package dev.sirencast.encoder.rounding;

import java.util.function.DoubleFunction;
import java.util.function.DoubleSupplier;

/** What a {@link RateTarget} asks of a candidate, and how the scale that gives it is found. */
sealed interface RateGoal permits ByteGoal, QualityGoal, SlopeGoal {

  /** Returns the goal of a target that is not of fixed width. */
  static RateGoal of(RateTarget target, DoubleSupplier floatPsnr, int weights) {
    if (target instanceof RateTarget.Bytes bytes) {
      return new ByteGoal(bytes);
    }
    if (target instanceof RateTarget.PsnrAtLeast least) {
      return new QualityGoal(least, least.decibels(), 0);
    }
    if (target instanceof RateTarget.PsnrDrop drop) {
      double from = floatPsnr.getAsDouble();
      if (!Double.isFinite(from)) {
        throw new IllegalArgumentException(
            "a drop of the PSNR needs a finite PSNR to drop from, got " + from + " dB");
      }
      return new QualityGoal(drop, from - drop.decibels(), from);
    }
    return new SlopeGoal((RateTarget.Lambda) target, weights);
  }

  /** Tries scales that lead to the target, and returns the best candidate among them. */
  Candidate search(DoubleFunction<Candidate> round, ScaleSearch.Range range);

  /** Whether a candidate is one that was asked for. */
  boolean met(Candidate candidate);

  /** The better of two candidates. */
  Candidate better(Candidate a, Candidate b);

  /** A candidate as the outcome. */
  RateOutcome outcome(Candidate candidate);
}
