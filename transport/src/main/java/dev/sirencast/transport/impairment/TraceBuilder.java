package dev.sirencast.transport.impairment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arrivals of a trace while they are being collected, as few bytes each as can be. */
final class TraceBuilder {
  static final int MAX_FLIPS = 1 << 24;
  static final int MAX_ARRIVALS = 2 * ChannelTrace.MAX_FRAMES;
  static final int[] NO_FLIPS = {};

  private final List<int[]> flips = new ArrayList<>();
  private int[] ordinals = new int[64];
  private long[] delays = new long[64];
  private int flipCount;

  /** Whether an arrival with so many flips would be too many. */
  boolean isFullFor(int moreFlips) {
    return flips.size() == MAX_ARRIVALS || moreFlips > MAX_FLIPS - flipCount;
  }

  /** Takes ownership of the flips. */
  void add(int ordinal, long delay, int[] bits) {
    int count = flips.size();
    if (count == ordinals.length) {
      ordinals = Arrays.copyOf(ordinals, 2 * count);
      delays = Arrays.copyOf(delays, 2 * count);
    }
    ordinals[count] = ordinal;
    delays[count] = delay;
    flips.add(bits.length == 0 ? NO_FLIPS : bits);
    flipCount += bits.length;
  }

  /** The trace of the first frames; arrivals of later ones are left out. */
  ChannelTrace trace(int frames) {
    int count = 0;
    int[] keptOrdinals = new int[flips.size()];
    long[] keptDelays = new long[flips.size()];
    int[][] keptFlips = new int[flips.size()][];
    for (int i = 0; i < flips.size(); i++) {
      if (ordinals[i] < frames) {
        keptOrdinals[count] = ordinals[i];
        keptDelays[count] = delays[i];
        keptFlips[count++] = flips.get(i);
      }
    }
    return new ChannelTrace(
        frames,
        Arrays.copyOf(keptOrdinals, count),
        Arrays.copyOf(keptDelays, count),
        Arrays.copyOf(keptFlips, count));
  }
}
