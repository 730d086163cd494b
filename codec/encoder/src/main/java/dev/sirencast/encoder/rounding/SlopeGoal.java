package dev.sirencast.encoder.rounding;

import java.util.function.DoubleFunction;

/**
 * The smallest mean squared error plus lambda times the bits of a weight.
 *
 * @param weights weights that the bits are shared by
 */
record SlopeGoal(RateTarget.Lambda target, int weights) implements RateGoal {

  @Override
  public Candidate search(DoubleFunction<Candidate> round, ScaleSearch.Range range) {
    // The sum has one valley, but for the roughness of rounding: down it in ever smaller steps.
    double at = range.start();
    Candidate best = round.apply(Math.exp(at));
    for (double step = range.stride(); step > 4 * range.tolerance(); step /= 2) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double next = at + sign * step;
        Candidate candidate = round.apply(Math.exp(next));
        while (cost(candidate) < cost(best) && range.holds(next)) {
          best = candidate;
          at = next;
          next = at + sign * step;
          candidate = round.apply(Math.exp(next));
        }
      }
    }
    return best;
  }

  @Override
  public boolean met(Candidate candidate) {
    return true;
  }

  private double cost(Candidate candidate) {
    double error = Math.pow(10, -candidate.psnr() / 10);
    return error + target.lambda() * candidate.bytes() * 8 / weights;
  }

  @Override
  public Candidate better(Candidate a, Candidate b) {
    return cost(b) < cost(a) ? b : a;
  }

  @Override
  public RateOutcome outcome(Candidate c) {
    return new RateOutcome(c.tensors(), c.rounding(), c.bytes(), c.psnr(), target, cost(c), true);
  }
}
