package dev.sirencast.transport.impairment;

import java.util.function.Consumer;

/** {@link Delay} at work. StrictMath gives the same delays on every machine. */
final class DelayStage implements Stage {
  /** Mean and standard deviation of the Pareto distribution of shape 3 that begins at 1. */
  private static final double PARETO_MEAN = 1.5;

  private static final double PARETO_DEVIATION = StrictMath.sqrt(0.75);

  private final Delay delay;
  private final Context context;
  private long lastArrival;

  DelayStage(Delay delay, Context context) {
    this.delay = delay;
    this.context = context;
  }

  @Override
  public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
    long jitter = 0;
    if (delay.jitterNanos() > 0) {
      jitter = Math.round(delay.jitterNanos() * deviate(frame.key(context.key())));
    }
    long arrival = frame.time() + Math.min(Span.MAX_NANOS, Math.max(0, delay.nanos() + jitter));
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
