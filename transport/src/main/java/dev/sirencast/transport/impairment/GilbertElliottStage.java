package dev.sirencast.transport.impairment;

import java.util.function.Consumer;

/**
 * {@link GilbertElliott} at work.
 *
 * <p>The chain takes one step for each frame offered, also for those that an earlier stage lost:
 * its state at an ordinal depends on the seed alone. Draw 0 of the original moves the chain, draw 1
 * of each copy decides on its loss.
 */
final class GilbertElliottStage implements Stage {
  private final GilbertElliott model;
  private final Context context;
  private long nextOrdinal;
  private boolean bad;

  GilbertElliottStage(GilbertElliott model, Context context) {
    this.model = model;
    this.context = context;
  }

  @Override
  public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
    while (nextOrdinal <= frame.ordinal()) {
      step();
    }
    double probability = bad ? model.bad() : model.good();
    if (frame.key(context.key()).happens(probability, 1)) {
      context.tally().countLost(frame);
    } else {
      next.accept(frame);
    }
  }

  private void step() {
    double toBad = nextOrdinal == 0 ? model.stationaryBad() : bad ? 1 - model.r() : model.p();
    bad = context.key().child(nextOrdinal).child(0).happens(toBad, 0);
    nextOrdinal++;
  }
}
