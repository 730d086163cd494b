package dev.sirencast.transport.impairment;

import java.util.function.Consumer;

/**
 * An exact number of frames lost of every so many: {@code loss(count=5,of=100)}.
 *
 * <p>Of each {@code of} consecutive frames exactly {@code count} are lost with all their copies,
 * every choice being equally likely (selection sampling: Knuth, "The Art of Computer Programming",
 * volume 2, section 3.4.2, algorithm S). With {@code of} the number of frames in a transfer, the
 * loss of each transfer is the same. Where a transfer ends within a group, fewer may be lost.
 *
 * @param count frames lost of each group, 0 to {@code of}
 * @param of frames in a group, 1 or more
 */
public record ExactLoss(int count, int of) implements Impairment {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public ExactLoss {
    if (of < 1) {
      throw new IllegalArgumentException("\"of\" must be 1 frame or more, got " + of);
    }
    if (count < 0 || count > of) {
      throw new IllegalArgumentException(
          "the count must be 0 to " + of + ", the frames it is of, got " + count);
    }
  }

  Stage open(Stage.Context context) {
    return new Sampler(this, context);
  }

  @Override
  public String toString() {
    return "loss(count=" + count + ",of=" + of + ")";
  }

  /**
   * The impairment at work.
   *
   * <p>Decides on each frame offered, also on those that an earlier stage lost, in their order: the
   * decision on an ordinal depends on the seed alone.
   */
  private static final class Sampler implements Stage {
    private final ExactLoss loss;
    private final Context context;
    private long nextOrdinal;
    private int chosen;
    private boolean lost;

    Sampler(ExactLoss loss, Context context) {
      this.loss = loss;
      this.context = context;
    }

    @Override
    public void accept(FrameCopy frame, Consumer<FrameCopy> next) {
      while (nextOrdinal <= frame.ordinal()) {
        decide();
      }
      if (lost) {
        context.counters().countLost(frame);
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
}
