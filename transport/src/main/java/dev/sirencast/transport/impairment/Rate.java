package dev.sirencast.transport.impairment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A bottleneck: a link of this rate behind a queue that drops what finds it full: {@code
 * rate(2Mbit,queue=64)}.
 *
 * <p>Frames leave one after the other, each after its bits have been sent. A frame that comes when
 * {@code queue} others wait or are being sent is dropped (tail drop). As netem's rate and limit,
 * but that the queue lies before the delay: what is under way does not fill it, and jitter may
 * reorder what has left it.
 *
 * @param bitsPerSecond the rate, 1 to 10^12; units in the grammar are powers of 1,000
 * @param queue the most frames that wait or are being sent, 1 to {@value #MAX_QUEUE}
 * @param overheadBytes what a frame takes on the link besides its own bytes, 0 to {@value
 *     #MAX_OVERHEAD}; 28 for UDP over IPv4
 */
public record Rate(long bitsPerSecond, int queue, int overheadBytes) implements Impairment {
  /** The longest queue; it bounds what a session remembers. */
  public static final int MAX_QUEUE = 1 << 20;

  /** The most overhead. */
  public static final int MAX_OVERHEAD = 65_535;

  /** netem's own default limit. */
  static final int DEFAULT_QUEUE = 1_000;

  private static final long MAX_RATE = 1_000_000_000_000L;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Rate {
    if (bitsPerSecond < 1 || bitsPerSecond > MAX_RATE) {
      throw new IllegalArgumentException(
          "the rate must be 1bit to 1000Gbit, got " + bitsPerSecond + "bit");
    }
    if (queue < 1 || queue > MAX_QUEUE) {
      throw new IllegalArgumentException(
          "the queue must be 1 to " + MAX_QUEUE + " frames, got " + queue);
    }
    if (overheadBytes < 0 || overheadBytes > MAX_OVERHEAD) {
      throw new IllegalArgumentException(
          "the overhead must be 0 to " + MAX_OVERHEAD + " bytes, got " + overheadBytes);
    }
  }

  /** The nanoseconds that sending a frame of {@code frameBytes} bytes takes. */
  long nanos(long frameBytes) {
    return (frameBytes + overheadBytes) * 8 * 1_000_000_000L / bitsPerSecond;
  }

  Stage open(Stage.Context context) {
    return new Queue(this, context);
  }

  @Override
  public String toString() {
    return "rate("
        + BitRate.text(bitsPerSecond)
        + ",queue="
        + queue
        + ",overhead="
        + overheadBytes
        + ")";
  }

  /** The impairment at work: remembers when each frame in the queue will have left it. */
  private static final class Queue implements Stage {
    private final Rate rate;
    private final Context context;
    private final Deque<Long> departures = new ArrayDeque<>();
    private long busyUntil;

    Queue(Rate rate, Context context) {
      this.rate = rate;
      this.context = context;
    }

    @Override
    public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
      while (!departures.isEmpty() && departures.element() <= frame.time()) {
        departures.remove();
      }
      if (departures.size() >= rate.queue()) {
        context.counters().countQueueDrop(frame);
        return;
      }
      busyUntil = Math.max(busyUntil, frame.time()) + rate.nanos(frame.bits() / 8);
      departures.add(busyUntil);
      frame.notBefore(busyUntil);
      next.accept(frame);
    }
  }
}
