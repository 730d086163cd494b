package dev.sirencast.transport.impairment;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A recording of what a channel did to a transfer, frame by frame, to be replayed on others.
 *
 * <pre>
 *   sirencast-trace 1
 *   frames 4                   how many were offered
 *   # ordinal delay-ns [flipped bits]      blank lines and comments may stand anywhere below line 1
 *   0 20000000
 *   2 20150000 17,4095         bit 0 is the most significant of the first byte
 *   1 22000000                 arrived behind frame 2; frame 3 was lost
 * </pre>
 *
 * <p>One line for each frame that arrived, in the order of arrival; a frame with several lines was
 * duplicated, one without was lost. ASCII. Immutable and thread-safe.
 */
public final class ChannelTrace {
  /** The most frames in a recording. */
  public static final int MAX_FRAMES = 1 << 22;

  static final String MAGIC = "sirencast-trace 1";

  private final int frames;
  private final int[] ordinals;
  private final long[] delays;
  private final int[][] flips;
  private final int[] arrivals;

  /**
   * Takes ownership of the arrays, which have an element for each arrival.
   *
   * @param frames 1 to {@link #MAX_FRAMES}
   * @param ordinals 0 to {@code frames - 1}
   * @param delays nanoseconds
   * @param flips flipped bits
   */
  ChannelTrace(int frames, int[] ordinals, long[] delays, int[][] flips) {
    this.frames = frames;
    this.ordinals = ordinals;
    this.delays = delays;
    this.flips = flips;
    this.arrivals = new int[frames];
    for (int ordinal : ordinals) {
      arrivals[ordinal]++;
    }
  }

  /** Writes the recording; the stream stays open. */
  public void writeTo(OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
    text.write(MAGIC + "\nframes " + frames + "\n# ordinal delay-ns [flipped bits]\n");
    for (int i = 0; i < ordinals.length; i++) {
      text.write(ordinals[i] + " " + delays[i]);
      for (int j = 0; j < flips[i].length; j++) {
        text.write((j == 0 ? " " : ",") + flips[i][j]);
      }
      text.write('\n');
    }
    text.flush();
  }

  /** How many frames were offered. */
  public int frames() {
    return frames;
  }

  /** How many frames and copies arrived. */
  public int arrivals() {
    return ordinals.length;
  }

  int arrivalsOf(int ordinal) {
    return arrivals[ordinal];
  }

  int ordinal(int arrival) {
    return ordinals[arrival];
  }

  long delay(int arrival) {
    return delays[arrival];
  }

  IntStream flips(int arrival) {
    return Arrays.stream(flips[arrival]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelTrace trace
        && frames == trace.frames
        && Arrays.equals(ordinals, trace.ordinals)
        && Arrays.equals(delays, trace.delays)
        && Arrays.deepEquals(flips, trace.flips);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * frames + Arrays.hashCode(ordinals)) + Arrays.hashCode(delays);
  }

  @Override
  public String toString() {
    return frames + " frames, " + ordinals.length + " arrivals";
  }
}
