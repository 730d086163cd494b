package dev.sirencast.transport.impairment;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * The time that frames are under way: {@code delay(20ms,jitter=5ms,dist=normal)}.
 *
 * <p>Each frame draws its own delay, never below 0, and frames come out in the order in which they
 * arrive, so that jitter alone reorders them. On many real paths it does not, because queues keep
 * their order: {@code order=kept} lets no frame overtake an earlier one. Frames that follow each
 * other closer than the jitter then wait for the slowest of those before them, which raises the
 * mean.
 *
 * @param nanos the middle of the distribution in nanoseconds, 0 to a day
 * @param jitterNanos the spread, in nanoseconds, 0 to a day
 * @param distribution how delays are spread
 * @param order whether frames may overtake each other
 */
public record Delay(long nanos, long jitterNanos, Distribution distribution, Order order)
    implements Impairment {

  /** How delays are spread around the middle d, for jitter j. */
  public enum Distribution {
    /** Uniform in [d - j, d + j): mean d, standard deviation j / sqrt(3). As netem's uniform. */
    UNIFORM,
    /** Normal: mean d, standard deviation j. */
    NORMAL,
    /** Exponential beyond d: never below it, mean d + j, standard deviation j. */
    EXPONENTIAL,
    /**
     * Pareto of shape 3, shifted and scaled to mean d and standard deviation j: mostly a little
     * below d, at least d - 0.58 j, with a heavy tail. As netem's pareto.
     */
    PARETO;

    /** The name in the grammar. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether frames may overtake each other. */
  public enum Order {
    /** A frame with a shorter delay overtakes. */
    FREE,
    /** A frame arrives no earlier than those before it. */
    KEPT;

    /** The name in the grammar. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Delay {
    Durations.require("the delay", nanos);
    Durations.require("the jitter", jitterNanos);
  }

  Stage open(Stage.Context context) {
    return new Line(this, context);
  }

  @Override
  public String toString() {
    return "delay("
        + Durations.text(nanos)
        + ",jitter="
        + Durations.text(jitterNanos)
        + ",dist="
        + distribution
        + ",order="
        + order
        + ")";
  }

  /** The impairment at work. StrictMath gives the same delays on every machine. */
  private static final class Line implements Stage {
    /** Mean and standard deviation of the Pareto distribution of shape 3 that begins at 1. */
    private static final double PARETO_MEAN = 1.5;

    private static final double PARETO_DEVIATION = StrictMath.sqrt(0.75);

    private final Delay delay;
    private final Context context;
    private long lastArrival;

    Line(Delay delay, Context context) {
      this.delay = delay;
      this.context = context;
    }

    @Override
    public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
      long jitter = 0;
      if (delay.jitterNanos() > 0) {
        jitter = Math.round(delay.jitterNanos() * deviate(frame.key(context.key())));
      }
      long arrival =
          frame.time() + Math.min(Durations.MAX_NANOS, Math.max(0, delay.nanos() + jitter));
      if (delay.order() == Delay.Order.KEPT) {
        arrival = Math.max(arrival, lastArrival);
        lastArrival = arrival;
      }
      frame.notBefore(arrival);
      next.accept(frame);
    }

    /** A draw in units of the jitter. 1 - u is never 0. */
    private double deviate(DrawKey key) {
      double rest = 1 - key.uniform(0);
      return switch (delay.distribution()) {
        case UNIFORM -> 1 - 2 * rest;
        // Box and Muller, 1958.
        case NORMAL ->
            StrictMath.sqrt(-2 * StrictMath.log(rest))
                * StrictMath.cos(2 * StrictMath.PI * key.uniform(1));
        case EXPONENTIAL -> -StrictMath.log(rest);
        case PARETO -> (1 / StrictMath.cbrt(rest) - PARETO_MEAN) / PARETO_DEVIATION;
      };
    }
  }
}
