package dev.sirencast.transport.impairment;

import java.util.function.Consumer;

/** {@link Corrupt} at work: draw 0 decides whether, draw 1 which bit. */
final class CorruptStage implements Stage {
  private final Corrupt corrupt;
  private final Context context;

  CorruptStage(Corrupt corrupt, Context context) {
    this.corrupt = corrupt;
    this.context = context;
  }

  @Override
  public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
    DrawKey key = frame.key(context.key());
    if (frame.bits() > 0 && key.happens(corrupt.probability(), 0)) {
      frame.flip((long) (key.uniform(1) * frame.bits()));
    }
    next.accept(frame);
  }
}
