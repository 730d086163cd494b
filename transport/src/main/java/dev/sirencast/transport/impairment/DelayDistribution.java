package dev.sirencast.transport.impairment;

import java.util.Arrays;

/**
 * How long frames were under way, as percentiles of all that arrived.
 *
 * <p>Kept as a histogram whose bins are 1.6 % wide: quantiles are within 0.8 %, mean and extremes
 * are exact. Up to 2^7 ns every nanosecond has its own bin; above, each octave has 64. So the whole
 * range of a long takes fewer than 4,000 bins, however many delays there are. Immutable and
 * thread-safe.
 */
public final class DelayDistribution {
  static final DelayDistribution EMPTY = new DelayDistribution(new long[0], 0, 0, 0, 0, 0);

  private static final int OCTAVE_BITS = 6;

  /** Numbers of a state before the bins. */
  private static final int HEAD = 5;

  /** Bins for the whole range of a long. */
  private static final int MAX_BINS = 4_000;

  private final long[] bins;
  private final int firstBin;
  private final long count;
  private final double sum;
  private final long min;
  private final long max;

  /** Takes ownership of the bins. */
  DelayDistribution(long[] bins, int firstBin, long count, double sum, long min, long max) {
    this.bins = bins;
    this.firstBin = firstBin;
    this.count = count;
    this.sum = sum;
    this.min = min;
    this.max = max;
  }

  /** All there is to it, for who keeps it: what {@link #ofState} takes. */
  public long[] state() {
    long[] state = new long[HEAD + bins.length];
    state[0] = firstBin;
    state[1] = count;
    state[2] = Double.doubleToLongBits(sum);
    state[3] = min;
    state[4] = max;
    System.arraycopy(bins, 0, state, HEAD, bins.length);
    return state;
  }

  /**
   * The distribution that had a state.
   *
   * @throws IllegalArgumentException if no distribution has it
   */
  public static DelayDistribution ofState(long[] state) {
    if (state.length < HEAD || state.length > HEAD + MAX_BINS || state[0] < 0) {
      throw new IllegalArgumentException("no delays have a state of " + state.length + " numbers");
    }
    long[] bins = Arrays.copyOfRange(state, HEAD, state.length);
    long total = 0;
    for (long bin : bins) {
      total += bin;
      if (bin < 0 || total > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("no delays are counted " + bin + " times");
      }
    }
    if (total != state[1] || state[0] + bins.length > MAX_BINS) {
      throw new IllegalArgumentException(
          "expected bins of " + state[1] + " delays, got " + total + " from bin " + state[0]);
    }
    return new DelayDistribution(
        bins, (int) state[0], total, Double.longBitsToDouble(state[2]), state[3], state[4]);
  }

  /** How many frames arrived. */
  public long count() {
    return count;
  }

  /** The mean in seconds, 0 if none arrived. */
  public double meanSeconds() {
    return count == 0 ? 0 : sum / count * 1e-9;
  }

  /** The longest delay in seconds, 0 if none arrived. */
  public double maxSeconds() {
    return max * 1e-9;
  }

  /**
   * Returns the delay in seconds that a share of the frames do not exceed, 0 if none arrived.
   *
   * @param share 0 to 1; 0.5 is the median
   * @throws IllegalArgumentException if it is not in [0, 1]
   */
  public double quantileSeconds(double share) {
    Probability.require("the share", share);
    if (count == 0) {
      return 0;
    }
    long rank = Math.max(1, (long) Math.ceil(share * count));
    int bin = -1;
    for (long seen = 0; seen < rank; ) {
      seen += bins[++bin];
    }
    long nanos = middle(firstBin + bin);
    return Math.min(max, Math.max(min, nanos)) * 1e-9;
  }

  /** These delays and others together. */
  public DelayDistribution plus(DelayDistribution other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    int first = Math.min(firstBin, other.firstBin);
    int end = Math.max(firstBin + bins.length, other.firstBin + other.bins.length);
    long[] sums = new long[end - first];
    for (DelayDistribution part : new DelayDistribution[] {this, other}) {
      for (int i = 0; i < part.bins.length; i++) {
        sums[part.firstBin - first + i] += part.bins[i];
      }
    }
    return new DelayDistribution(
        sums,
        first,
        count + other.count,
        sum + other.sum,
        Math.min(min, other.min),
        Math.max(max, other.max));
  }

  /** The bin of a delay. */
  static int bin(long nanos) {
    int shift = Math.max(0, 63 - OCTAVE_BITS - Long.numberOfLeadingZeros(nanos | 1));
    return (shift << OCTAVE_BITS) + (int) (nanos >> shift);
  }

  /** The middle of a bin. */
  static long middle(int bin) {
    int shift = Math.max(0, (bin >> OCTAVE_BITS) - 1);
    long low = (long) (bin - (shift << OCTAVE_BITS)) << shift;
    return low + ((1L << shift) >> 1);
  }
}
