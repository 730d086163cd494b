package dev.sirencast.transport.relay;

import dev.sirencast.transport.impairment.ChannelSession;
import dev.sirencast.transport.net.HeldBytes;
import dev.sirencast.transport.net.Pacer;
import io.netty.util.concurrent.EventExecutor;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel that live traffic runs through, on the event loop's thread and clock.
 *
 * <p>In real time, frames leave when they arrive. On the virtual clock each frame is offered as if
 * the traffic were one stream at a steady pace: what is damaged then depends on the seed and on the
 * frames' order alone. Frames that wait for others to pass them, and on the virtual clock all that
 * are held back, go on when no other has come for {@value #IDLE_MILLIS} ms.
 */
final class LiveChannel {
  static final long IDLE_MILLIS = 50;

  /** What a frame that is held back takes besides its bytes, generously. */
  static final int FRAME_OVERHEAD_BYTES = 256;

  private final ChannelSession session;
  private final EventExecutor loop;
  private final Consumer<byte[]> out;
  private final HeldBytes held;
  private final long start;
  private final double virtualNanosPerByte;
  private double virtualClock;
  private @Nullable Future<?> arrival;
  private long arrivalNanos;
  private @Nullable Future<?> idle;
  private long overflowed;

  /**
   * Opens the channel.
   *
   * @param virtualNanosPerByte the pace of the virtual clock; 0 for real time
   * @param out told of each frame that comes out, on the loop's thread
   */
  LiveChannel(
      ChannelSession session,
      EventExecutor loop,
      double virtualNanosPerByte,
      HeldBytes held,
      Consumer<byte[]> out) {
    this.session = session;
    this.loop = loop;
    this.start = loop.ticker().nanoTime();
    this.virtualNanosPerByte = virtualNanosPerByte;
    this.held = held;
    this.out = out;
  }

  /** Frames that found no room in memory, and never saw the channel. */
  long overflowed() {
    return overflowed;
  }

  void offer(byte[] frame) {
    if (!held.hasRoomFor(frame.length + FRAME_OVERHEAD_BYTES)) {
      overflowed++;
      return;
    }
    long before = cost();
    long now = isRealtime() ? elapsed() : (long) virtualClock;
    session.offer(frame, now).forEach(out);
    virtualClock += (frame.length + Pacer.HEADER_BYTES) * virtualNanosPerByte;
    settle(before);
    waitForMore();
  }

  /** Sends on the frames that wait for others; on the virtual clock, all. */
  void end() {
    long before = cost();
    if (isRealtime()) {
      session.end();
      session.advance(elapsed()).forEach(out);
    } else {
      session.flush().forEach(out);
    }
    settle(before);
  }

  /** Forgets what is held back, and all timers. */
  void close() {
    cancel(arrival);
    cancel(idle);
    held.change(-cost());
  }

  private long cost() {
    return session.heldBytes() + FRAME_OVERHEAD_BYTES * session.heldFrames();
  }

  private boolean isRealtime() {
    return virtualNanosPerByte == 0;
  }

  private long elapsed() {
    return loop.ticker().nanoTime() - start;
  }

  private void settle(long before) {
    held.change(cost() - before);
    OptionalLong next = isRealtime() ? session.nextArrival() : OptionalLong.empty();
    if (next.isPresent() && (arrival == null || next.getAsLong() < arrivalNanos)) {
      cancel(arrival);
      arrivalNanos = next.getAsLong();
      long wait = Math.max(0, arrivalNanos - elapsed());
      arrival = loop.schedule(this::arrive, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void arrive() {
    arrival = null;
    long before = cost();
    session.advance(Math.max(arrivalNanos, elapsed())).forEach(out);
    settle(before);
  }

  private void waitForMore() {
    cancel(idle);
    idle =
        session.heldFrames() == 0
            ? null
            : loop.schedule(this::end, IDLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }
}
