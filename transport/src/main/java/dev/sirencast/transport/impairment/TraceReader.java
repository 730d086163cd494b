package dev.sirencast.transport.impairment;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link ChannelTrace}'s format; every count is checked before memory is taken for it. */
public final class TraceReader {
  private static final long MAX_BYTES = 64L << 20;
  private static final int MAX_BIT = (1 << 27) - 1;
  private static final int QUOTED_CHARACTERS = 40;
  private static final Pattern FRAMES = Pattern.compile("frames (\\d{1,7})");
  private static final Pattern ARRIVAL =
      Pattern.compile("(\\d{1,7}) (\\d{1,14})(?: (\\d{1,9}(?:,\\d{1,9})*+))?");

  private final Path file;
  private final TraceBuilder arrivals = new TraceBuilder();
  private int frames;
  private int line;

  private TraceReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a recording.
   *
   * @throws IOException if the file cannot be read, is longer than 64 MiB, or is not one; one line
   *     with file, line and what was expected
   */
  public static ChannelTrace read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(
          file + ": a trace has at most " + MAX_BYTES + " bytes, got " + Files.size(file));
    }
    // Latin 1 takes any byte, so that the line it stands in can be named.
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return new TraceReader(file).read(in);
    }
  }

  private ChannelTrace read(BufferedReader in) throws IOException {
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      line++;
      if (line == 1) {
        require(text.equals(ChannelTrace.MAGIC), text, ChannelTrace.MAGIC);
      } else if (!text.isBlank() && !text.startsWith("#")) {
        add(text.strip());
      }
    }
    require(frames > 0, "", line == 0 ? ChannelTrace.MAGIC : "frames N");
    return arrivals.trace(frames);
  }

  private void add(String text) throws IOException {
    if (frames == 0) {
      Matcher head = FRAMES.matcher(text);
      frames = head.matches() ? Integer.parseInt(head.group(1)) : 0;
      require(
          frames > 0 && frames <= ChannelTrace.MAX_FRAMES,
          text,
          "frames N, 1 to " + ChannelTrace.MAX_FRAMES);
      return;
    }
    Matcher arrival = ARRIVAL.matcher(text);
    require(arrival.matches(), text, "ordinal delay-ns [bit,bit,...]");
    int ordinal = Integer.parseInt(arrival.group(1));
    long delay = Long.parseLong(arrival.group(2));
    require(ordinal < frames, text, "an ordinal of 0 to " + (frames - 1));
    require(delay <= Durations.MAX_NANOS, text, "a delay of 0 to " + Durations.MAX_NANOS + " ns");
    int[] bits = bits(arrival.group(3), text);
    require(
        !arrivals.isFullFor(bits.length),
        text,
        "at most "
            + TraceBuilder.MAX_ARRIVALS
            + " arrivals and "
            + TraceBuilder.MAX_FLIPS
            + " flips");
    arrivals.add(ordinal, delay, bits);
  }

  private int[] bits(@Nullable String list, String text) throws IOException {
    if (list == null) {
      return TraceBuilder.NO_FLIPS;
    }
    int[] bits = Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
    for (int bit : bits) {
      require(bit <= MAX_BIT, text, "bits of 0 to " + MAX_BIT);
    }
    return bits;
  }

  private void require(boolean holds, String got, String expected) throws IOException {
    if (!holds) {
      boolean whole = got.length() <= QUOTED_CHARACTERS;
      String quoted = whole ? got : got.substring(0, QUOTED_CHARACTERS) + "...";
      throw new IOException(
          file
              + ": not a trace: line "
              + line
              + ": expected "
              + expected
              + ", got \""
              + quoted.replaceAll("[^ -~]", "?")
              + "\"");
    }
  }
}
