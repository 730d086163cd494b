package dev.sirencast.transport.impairment;

import java.util.Locale;

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
    Span.require("the delay", nanos);
    Span.require("the jitter", jitterNanos);
  }

  @Override
  public String toString() {
    return "delay("
        + Span.text(nanos)
        + ",jitter="
        + Span.text(jitterNanos)
        + ",dist="
        + distribution
        + ",order="
        + order
        + ")";
  }
}
