package dev.sirencast.transport.impairment;

import java.util.ArrayList;
import java.util.List;

/** Writes down what arrives; of longer transfers only the first frames. Not thread-safe. */
final class TraceRecorder {
  /** More flips than this would not be read back. */
  private int flipsLeft = TraceReader.MAX_FLIPS;

  private final List<Arrival> arrivals = new ArrayList<>();

  private record Arrival(int ordinal, long delay, List<Integer> flips) {}

  void arrived(FrameCopy frame) {
    if (frame.ordinal() >= ChannelTrace.MAX_FRAMES || arrivals.size() >= TraceReader.MAX_ARRIVALS) {
      return;
    }
    int[] flips = frame.flippedBits();
    if (flips.length > flipsLeft) {
      flips = new int[0];
    }
    flipsLeft -= flips.length;
    List<Integer> bits = new ArrayList<>(flips.length);
    for (int bit : flips) {
      bits.add(bit);
    }
    arrivals.add(new Arrival((int) frame.ordinal(), frame.delay(), bits));
  }

  ChannelTrace trace(long offered) {
    int frames = (int) Math.max(1, Math.min(offered, ChannelTrace.MAX_FRAMES));
    return new ChannelTrace(
        frames,
        arrivals.stream().mapToInt(Arrival::ordinal).toArray(),
        arrivals.stream().mapToLong(Arrival::delay).toArray(),
        arrivals.stream()
            .map(arrival -> arrival.flips().stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }
}
