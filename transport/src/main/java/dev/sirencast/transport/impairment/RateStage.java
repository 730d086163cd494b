package dev.sirencast.transport.impairment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** {@link Rate} at work: remembers when each frame in the queue will have left it. */
final class RateStage implements Stage {
  private final Rate rate;
  private final Context context;
  private final Deque<Long> departures = new ArrayDeque<>();
  private long busyUntil;

  RateStage(Rate rate, Context context) {
    this.rate = rate;
    this.context = context;
  }

  @Override
  public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
    while (!departures.isEmpty() && departures.element() <= frame.time()) {
      departures.remove();
    }
    if (departures.size() >= rate.queue()) {
      context.tally().countQueueDrop(frame);
      return;
    }
    busyUntil = Math.max(busyUntil, frame.time()) + rate.nanos(frame.bits() / 8);
    departures.add(busyUntil);
    frame.notBefore(busyUntil);
    next.accept(frame);
  }
}
