package dev.sirencast.media;

/**
 * Which part of a signal in time is read: a span of the samples of a sound or the frames of a
 * video. Immutable and thread-safe.
 */
public final class Clip {
  private static final Clip ALL = new Clip((total, rate) -> new Span(0, total));

  private final Selection selection;

  private Clip(Selection selection) {
    this.selection = selection;
  }

  /**
   * Some successive samples or frames.
   *
   * @param first index of the first
   * @param count how many, 1 or more
   */
  record Span(long first, long count) {}

  private interface Selection {
    Span select(long total, double rate);
  }

  /** The whole signal. */
  public static Clip all() {
    return ALL;
  }

  /**
   * The samples from {@code round(from * rate)} up to, and without, {@code round(to * rate)}.
   *
   * @param from seconds, finite, 0 or more
   * @param to seconds, finite, above {@code from}
   */
  public static Clip seconds(double from, double to) {
    if (!(from >= 0 && to > from && to < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a clip runs upwards from 0 seconds or later, got " + from + " to " + to);
    }
    return new Clip(
        (total, rate) -> {
          long first = Math.round(from * rate);
          long end = Math.round(to * rate);
          if (end > total || end <= first) {
            throw new IllegalArgumentException(
                "a clip from "
                    + from
                    + " to "
                    + to
                    + " s holds nothing, or does not lie in the signal's "
                    + Math.round(total / rate * 1e6) / 1e6
                    + " s");
          }
          return new Span(first, end - first);
        });
  }

  /**
   * The same samples again of a signal that a clip was taken from, or all of the clip itself: a
   * signal of just {@code count} samples is taken whole.
   */
  public static Clip again(long first, long count) {
    return new Clip(
        (total, rate) -> {
          if (total == count) {
            return new Span(0, count);
          }
          if (first > total - count) {
            throw new IllegalArgumentException(
                "expected "
                    + count
                    + " samples or frames from number "
                    + first
                    + " on, or just "
                    + count
                    + "; got "
                    + total);
          }
          return new Span(first, count);
        });
  }

  /**
   * Returns what is read of a signal.
   *
   * @param total samples or frames in the signal, 1 or more
   * @param rate how many a second
   * @throws IllegalArgumentException if the clip does not lie in the signal
   */
  Span select(long total, double rate) {
    return selection.select(total, rate);
  }
}
