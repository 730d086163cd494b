package dev.sirencast.transport.impairment;

/** The counts of one transfer while it goes on. Not thread-safe. */
final class Tally {
  private long offered;
  private long delivered;
  private long lost;
  private long missing;
  private long lossBursts;
  private long duplicated;
  private long reordered;
  private long damaged;
  private long bitsFlipped;
  private long highestDelivered = -1;
  private long survivors;
  private boolean inBurst;

  void beginFrame() {
    offered++;
    survivors = 1;
  }

  void countDuplicate() {
    duplicated++;
    survivors++;
  }

  void countLost() {
    lost++;
    survivors--;
  }

  /** To be called when all losses of the frame's copies are decided. */
  void endFrame() {
    boolean gone = survivors == 0;
    if (gone) {
      missing++;
      lossBursts += inBurst ? 0 : 1;
    }
    inBurst = gone;
  }

  void countDelivered(FrameCopy frame) {
    delivered++;
    if (frame.flips() > 0) {
      damaged++;
      bitsFlipped += frame.flips();
    }
    if (frame.ordinal() < highestDelivered) {
      reordered++;
    }
    highestDelivered = Math.max(highestDelivered, frame.ordinal());
  }

  ChannelStatistics statistics() {
    return new ChannelStatistics(
        offered, delivered, lost, missing, lossBursts, duplicated, reordered, damaged, bitsFlipped);
  }
}
