package dev.sirencast.transport.impairment;

import java.util.ArrayDeque;
import java.util.Deque;

/** The counts of one transfer while it goes on. Not thread-safe. */
final class FrameCounters {
  private static final int MAX_UNDECIDED = 1 << 20;

  private final Deque<FrameOutcome> undecided = new ArrayDeque<>();
  private final DelayHistogram delays = new DelayHistogram();
  private long offered;
  private long delivered;
  private long lost;
  private long queueDrops;
  private long missing;
  private long lossBursts;
  private long duplicated;
  private long reordered;
  private long maxDisplacement;
  private long damaged;
  private long bitsFlipped;
  private long highestDelivered = -1;
  private long heldBytes;
  private boolean inBurst;

  /** Begins a frame; what becomes of it is told later. */
  FrameOutcome beginFrame(int bytes, String label) {
    offered++;
    heldBytes += bytes;
    FrameOutcome outcome = new FrameOutcome(label);
    undecided.add(outcome);
    return outcome;
  }

  void countDuplicate(FrameCopy frame) {
    duplicated++;
    heldBytes += frame.bytes().length;
    frame.outcome().copied();
  }

  void countLost(FrameCopy frame) {
    lost++;
    heldBytes -= frame.bytes().length;
    frame.outcome().lost();
  }

  /** A loss of its own kind, counted among the others too. */
  void countQueueDrop(FrameCopy frame) {
    queueDrops++;
    countLost(frame);
  }

  void countDelivered(FrameCopy frame) {
    delivered++;
    heldBytes -= frame.bytes().length;
    frame.outcome().arrived();
    delays.add(frame.delay());
    if (frame.flips() > 0) {
      damaged++;
      bitsFlipped += frame.flips();
    }
    if (frame.ordinal() < highestDelivered) {
      reordered++;
      maxDisplacement = Math.max(maxDisplacement, highestDelivered - frame.ordinal());
    }
    highestDelivered = Math.max(highestDelivered, frame.ordinal());
  }

  /**
   * Counts the frames that are decided, in their order, because bursts are runs in that order. One
   * that holds up too many others counts as one that comes.
   */
  void settle() {
    while (!undecided.isEmpty()
        && (undecided.element().isDecided() || undecided.size() > MAX_UNDECIDED)) {
      boolean gone = undecided.remove().isMissing();
      if (gone) {
        missing++;
        lossBursts += inBurst ? 0 : 1;
      }
      inBurst = gone;
    }
  }

  /** Frames and copies that neither came out nor were lost. */
  long heldFrames() {
    return offered + duplicated - delivered - lost;
  }

  long heldBytes() {
    return heldBytes;
  }

  ChannelStatistics statistics() {
    return new ChannelStatistics(
        offered,
        delivered,
        lost,
        queueDrops,
        missing,
        lossBursts,
        duplicated,
        reordered,
        maxDisplacement,
        damaged,
        bitsFlipped,
        delays.distribution());
  }
}
