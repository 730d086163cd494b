package dev.sirencast.transport.impairment;

/**
 * What a channel did to the frames of one transfer so far.
 *
 * <p>Once nothing is held back any more, {@code offered + duplicated = delivered + lost}.
 *
 * @param offered frames given to the channel
 * @param delivered frames that came out, copies counted one by one
 * @param lost frames and copies that were dropped
 * @param queueDrops those of them that found a bottleneck's queue full
 * @param missing offered frames of which every copy was dropped
 * @param lossBursts runs of consecutive missing frames
 * @param duplicated copies made
 * @param reordered frames that came out behind one that was offered later (RFC 4737, section 3)
 * @param maxDisplacement by how many places such a frame was behind the latest one, at most
 * @param damaged frames that came out with flipped bits
 * @param bitsFlipped flips in them; a bit that two impairments hit counts twice
 * @param delays how long those that came out were under way, on the channel's clock
 */
public record ChannelStatistics(
    long offered,
    long delivered,
    long lost,
    long queueDrops,
    long missing,
    long lossBursts,
    long duplicated,
    long reordered,
    long maxDisplacement,
    long damaged,
    long bitsFlipped,
    DelayDistribution delays) {

  /** What a channel did that was given nothing. */
  public static final ChannelStatistics NONE =
      new ChannelStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, DelayDistribution.EMPTY);

  /** The share of the offered frames that are missing, 0 if none was offered. */
  public double missingRate() {
    return offered == 0 ? 0 : (double) missing / offered;
  }

  /** The mean number of frames in a run of missing ones, 0 if there is no run. */
  public double meanLossBurst() {
    return lossBursts == 0 ? 0 : (double) missing / lossBursts;
  }

  /** The share of the frames that came out late, 0 if none came out. */
  public double reorderedRate() {
    return delivered == 0 ? 0 : (double) reordered / delivered;
  }

  /** The sums over two transfers. */
  public ChannelStatistics plus(ChannelStatistics other) {
    return new ChannelStatistics(
        offered + other.offered,
        delivered + other.delivered,
        lost + other.lost,
        queueDrops + other.queueDrops,
        missing + other.missing,
        lossBursts + other.lossBursts,
        duplicated + other.duplicated,
        reordered + other.reordered,
        Math.max(maxDisplacement, other.maxDisplacement),
        damaged + other.damaged,
        bitsFlipped + other.bitsFlipped,
        delays.plus(other.delays));
  }
}
