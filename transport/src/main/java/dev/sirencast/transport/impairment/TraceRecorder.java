package dev.sirencast.transport.impairment;

/** Writes down what arrives; of longer transfers only the first frames. Not thread-safe. */
final class TraceRecorder {
  private final TraceBuilder arrivals = new TraceBuilder();

  /** The first frame that found no room; what comes behind it is not recorded. */
  private long end = ChannelTrace.MAX_FRAMES;

  void arrived(FrameCopy frame) {
    if (frame.ordinal() >= end) {
      return;
    }
    if (arrivals.isFullFor(frame.flips())) {
      end = frame.ordinal();
    } else {
      arrivals.add((int) frame.ordinal(), frame.delay(), frame.flippedBits());
    }
  }

  ChannelTrace trace(long offered) {
    return arrivals.trace((int) Math.max(1, Math.min(offered, end)));
  }
}
