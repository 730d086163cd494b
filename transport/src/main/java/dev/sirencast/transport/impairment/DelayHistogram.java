package dev.sirencast.transport.impairment;

import java.util.Arrays;

/**
 * Delays while they are being counted, in bins that are about 1.6 % wide. Not thread-safe.
 *
 * <p>Up to 2^7 ns every nanosecond has its own bin; above, each octave has 64. So the whole range
 * of a long takes fewer than 4,000 bins, however many delays there are.
 */
final class DelayHistogram {
  private static final int OCTAVE_BITS = 6;

  private long[] bins = new long[1];
  private long count;
  private double sum;
  private long min = Long.MAX_VALUE;
  private long max;

  void add(long nanos) {
    int bin = bin(nanos);
    if (bin >= bins.length) {
      bins = Arrays.copyOf(bins, bin + 1);
    }
    bins[bin]++;
    count++;
    sum += nanos;
    min = Math.min(min, nanos);
    max = Math.max(max, nanos);
  }

  DelayDistribution distribution() {
    if (count == 0) {
      return DelayDistribution.EMPTY;
    }
    int first = bin(min);
    return new DelayDistribution(
        Arrays.copyOfRange(bins, first, bin(max) + 1), first, count, sum, min, max);
  }

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
