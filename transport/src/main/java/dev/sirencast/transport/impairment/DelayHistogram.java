package dev.sirencast.transport.impairment;

import java.util.Arrays;

/** The delays of a {@link DelayDistribution} while they are being counted. Not thread-safe. */
final class DelayHistogram {
  private long[] bins = new long[1];
  private long count;
  private double sum;
  private long min = Long.MAX_VALUE;
  private long max;

  void add(long nanos) {
    int bin = DelayDistribution.bin(nanos);
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
    int first = DelayDistribution.bin(min);
    return new DelayDistribution(
        Arrays.copyOfRange(bins, first, DelayDistribution.bin(max) + 1),
        first,
        count,
        sum,
        min,
        max);
  }
}
