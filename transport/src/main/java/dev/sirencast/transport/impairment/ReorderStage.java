package dev.sirencast.transport.impairment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** {@link Reorder} at work: holds at most {@code gap} frames, in the order they are due. */
final class ReorderStage implements Stage {
  private final Reorder reorder;
  private final Context context;
  private final Deque<Held> held = new ArrayDeque<>();
  private long arrivals;

  ReorderStage(Reorder reorder, Context context) {
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
