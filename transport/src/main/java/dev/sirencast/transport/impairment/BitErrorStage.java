package dev.sirencast.transport.impairment;

import java.util.function.Consumer;

/**
 * {@link BitErrors} at work.
 *
 * <p>Draws the distance to the next flipped bit instead of asking every bit: with u uniform in [0,
 * 1), {@code floor(ln(1 - u) / ln(1 - rate))} intact bits come first (the geometric distribution by
 * inversion), so that the cost is that of the flips. StrictMath gives the same logarithm
 * everywhere.
 */
final class BitErrorStage implements Stage {
  private final BitErrors errors;
  private final Context context;
  private final double logOfIntact;

  BitErrorStage(BitErrors errors, Context context) {
    this.errors = errors;
    this.context = context;
    this.logOfIntact = StrictMath.log1p(-errors.rate());
  }

  @Override
  public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
    if (errors.rate() > 0) {
      long header = Math.min(8L * context.headerBytes(), frame.bits());
      switch (errors.scope()) {
        case HEADER -> damage(frame, 0, header);
        case PAYLOAD -> damage(frame, header, frame.bits());
        case FRAME -> damage(frame, 0, frame.bits());
        case MANIFEST, VITAL, HIDDEN -> {
          if (frame.fate().holds() == errors.scope()) {
            damage(frame, header, frame.bits());
          }
        }
      }
    }
    next.accept(frame);
  }

  private void damage(FrameCopy frame, long from, long to) {
    DrawKey key = frame.key(context.key());
    long bit = from;
    for (long draw = 0; ; draw++) {
      double intact = StrictMath.log1p(-key.uniform(draw)) / logOfIntact;
      if (intact >= to - bit) {
        return;
      }
      bit += (long) intact;
      frame.flip(bit);
      bit++;
    }
  }
}
