package dev.sirencast.transport.impairment;

import java.util.function.Consumer;

/** {@link Duplicate} at work: the copy's number is that of the stage, whatever others copied. */
final class DuplicateStage implements Stage {
  private final Duplicate duplicate;
  private final Context context;

  DuplicateStage(Duplicate duplicate, Context context) {
    this.duplicate = duplicate;
    this.context = context;
  }

  @Override
  public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
    if (frame.isOriginal() && frame.key(context.key()).happens(duplicate.probability(), 0)) {
      context.tally().countDuplicate(frame);
      // Made before the original goes on, whose bytes the next stages damage in place.
      FrameCopy copy = frame.duplicate(context.index() + 1);
      next.accept(frame);
      next.accept(copy);
    } else {
      next.accept(frame);
    }
  }
}
