package dev.sirencast.transport.impairment;

import java.util.function.Consumer;

/**
 * Loss in bursts by a Markov chain of two states: {@code ge(p=2%,r=25%,bad=100%,good=0%)}.
 *
 * <p>Before each frame the chain moves from good to bad with probability p, from bad to good with
 * probability r; the frame is then lost with the probability of the state it finds. The first frame
 * finds the stationary distribution, bad with probability {@code p / (p + r)} (good if both are 0),
 * so that a short transfer sees the same mean loss as a long one: {@code bad p / (p + r) + good r /
 * (p + r)}. A stay in the bad state lasts {@code 1 / r} frames on average, and the states of
 * neighbouring frames correlate by {@code 1 - p - r}. Copies of one frame find the same state.
 *
 * <p>Gilbert, "Capacity of a Burst-Noise Channel", 1960; Elliott, "Estimates of Error Rates for
 * Codes on Burst-Noise Channels", 1963.
 *
 * @param p probability of moving from good to bad, 0 to 1
 * @param r probability of moving from bad to good, 0 to 1
 * @param bad probability of loss in the bad state, 0 to 1
 * @param good probability of loss in the good state, 0 to 1
 */
public record GilbertElliott(double p, double r, double bad, double good) implements Impairment {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a probability is not in [0, 1]
   */
  public GilbertElliott {
    Probability.require("p, from good to bad,", p);
    Probability.require("r, from bad to good,", r);
    Probability.require("the loss in the bad state", bad);
    Probability.require("the loss in the good state", good);
  }

  /** The share of frames that find the bad state: {@code p / (p + r)}, 0 if both are 0. */
  public double stationaryBad() {
    return p == 0 ? 0 : p / (p + r);
  }

  /** The share of frames that are lost in the long run. */
  public double stationaryLoss() {
    return bad * stationaryBad() + good * (1 - stationaryBad());
  }

  Stage open(Stage.Context context) {
    return new Chain(this, context);
  }

  @Override
  public String toString() {
    return "ge(p="
        + Probability.percent(p)
        + ",r="
        + Probability.percent(r)
        + ",bad="
        + Probability.percent(bad)
        + ",good="
        + Probability.percent(good)
        + ")";
  }

  /**
   * The impairment at work.
   *
   * <p>The chain takes one step for each frame offered, also for those that an earlier stage lost:
   * its state at an ordinal depends on the seed alone. Draw 0 of the original moves the chain, draw
   * 1 of each copy decides on its loss.
   */
  private static final class Chain implements Stage {
    private final GilbertElliott model;
    private final Context context;
    private long nextOrdinal;
    private boolean bad;

    Chain(GilbertElliott model, Context context) {
      this.model = model;
      this.context = context;
    }

    @Override
    public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
      while (nextOrdinal <= frame.ordinal()) {
        step();
      }
      double probability = bad ? model.bad() : model.good();
      if (frame.key(context.key()).happens(probability, 1)) {
        context.counters().countLost(frame);
      } else {
        next.accept(frame);
      }
    }

    private void step() {
      double toBad = nextOrdinal == 0 ? model.stationaryBad() : bad ? 1 - model.r() : model.p();
      bad = context.key().child(nextOrdinal).child(0).happens(toBad, 0);
      nextOrdinal++;
    }
  }
}
