package dev.sirencast.transport.impairment;

import java.util.function.Consumer;

/**
 * {@link CountedLoss} at work.
 *
 * <p>Decides on each frame offered, also on those that an earlier stage lost, in their order: the
 * decision on an ordinal depends on the seed alone.
 */
final class CountedLossStage implements Stage {
  private final CountedLoss loss;
  private final Context context;
  private long nextOrdinal;
  private int chosen;
  private boolean lost;

  CountedLossStage(CountedLoss loss, Context context) {
    this.loss = loss;
    this.context = context;
  }

  @Override
  public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
    while (nextOrdinal <= frame.ordinal()) {
      decide();
    }
    if (lost) {
      context.tally().countLost(frame);
    } else {
      next.accept(frame);
    }
  }

  private void decide() {
    int place = (int) (nextOrdinal % loss.of());
    if (place == 0) {
      chosen = 0;
    }
    double remaining = loss.of() - place;
    DrawKey key = context.key().child(nextOrdinal).child(0);
    lost = remaining * key.uniform(0) < loss.count() - chosen;
    chosen += lost ? 1 : 0;
    nextOrdinal++;
  }
}
