package dev.sirencast.transport.impairment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A share of the frames is held back and sent some frames later: {@code reorder(5%,gap=3)}.
 *
 * <p>A held frame goes out right behind the {@code gap}-th frame that comes after it, or at the end
 * of the transfer. Lost frames are not counted, frames that are held back themselves are.
 *
 * @param probability share of the frames that are held back, 0 to 1
 * @param gap number of frames that overtake, 1 to {@value #MAX_GAP}
 */
public record Reorder(double probability, int gap) implements Impairment {
  /** The largest gap; it bounds the frames that are held at a time. */
  public static final int MAX_GAP = 65_536;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Reorder {
    Probability.require("the probability of reordering", probability);
    if (gap < 1 || gap > MAX_GAP) {
      throw new IllegalArgumentException("the gap must be 1 to " + MAX_GAP + ", got " + gap);
    }
  }

  Stage open(Stage.Context context) {
    return new Buffer(this, context);
  }

  @Override
  public String toString() {
    return "reorder(" + Probability.percent(probability) + ",gap=" + gap + ")";
  }

  /** The impairment at work: holds at most {@code gap} frames, in the order they are due. */
  private static final class Buffer implements Stage {
    private final Reorder reorder;
    private final Context context;
    private final Deque<Held> held = new ArrayDeque<>();
    private long arrivals;

    Buffer(Reorder reorder, Context context) {
      this.reorder = reorder;
      this.context = context;
    }

    @Override
    public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
      long arrival = arrivals++;
      if (frame.key(context.key()).happens(reorder.probability(), 0)) {
        held.add(new Held(frame, arrival + reorder.gap()));
      } else {
        next.accept(frame);
      }
      // The gap is the same for all, so the first one held is the first one due.
      while (!held.isEmpty() && held.element().due() <= arrival) {
        FrameCopy due = held.remove().frame();
        due.notBefore(frame.time());
        next.accept(due);
      }
    }

    @Override
    public void flush(Consumer<FrameCopy> next) {
      while (!held.isEmpty()) {
        next.accept(held.remove().frame());
      }
    }

    private record Held(FrameCopy frame, long due) {}
  }
}
