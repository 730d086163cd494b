package dev.sirencast.transport.impairment;

/**
 * What a channel did to the frames of one transfer so far.
 *
 * <p>Once nothing is held back any more, {@code offered + duplicated = delivered + lost}.
 *
 * @param offered frames given to the channel
 * @param delivered frames that came out, copies counted one by one
 * @param lost frames and copies that were dropped
 * @param missing offered frames of which every copy was dropped
 * @param lossBursts runs of consecutive missing frames
 * @param duplicated copies made
 * @param reordered frames that came out behind one that was offered later (RFC 4737, section 3)
 * @param damaged frames that came out with flipped bits
 * @param bitsFlipped flips in them; a bit that two impairments hit counts twice
 */
public record ChannelStatistics(
    long offered,
    long delivered,
    long lost,
    long missing,
    long lossBursts,
    long duplicated,
    long reordered,
    long damaged,
    long bitsFlipped) {

  /** The share of the offered frames that are missing, 0 if none was offered. */
  public double missingRate() {
    return offered == 0 ? 0 : (double) missing / offered;
  }

  /** The mean number of frames in a run of missing ones, 0 if there is no run. */
  public double meanLossBurst() {
    return lossBursts == 0 ? 0 : (double) missing / lossBursts;
  }
}
