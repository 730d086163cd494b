package dev.sirencast.media;

import dev.sirencast.signal.FrameRate;
import java.nio.file.Path;

/**
 * The first line of a Y4M file: {@code YUV4MPEG2 W160 H90 F25:1 Ip A1:1 C444}.
 *
 * @param width pixels, 1 or more
 * @param height pixels, 1 or more
 * @param rate frames a second
 * @param chromaWidth samples in a line of a chroma plane, 0 if there are no such planes
 * @param chromaHeight lines of a chroma plane, 0 if there are no such planes
 */
record Y4mHeader(int width, int height, FrameRate rate, int chromaWidth, int chromaHeight) {
  static final String MAGIC = "YUV4MPEG2";

  private static final int MAX_SIDE = 1 << 14;

  /** Reads the line, without its line feed. */
  static Y4mHeader parse(Path file, String line) throws SignalFormatException {
    int width = 0;
    int height = 0;
    FrameRate rate = null;
    String chroma = "420jpeg"; // what a file without a C is
    for (String word : line.substring(MAGIC.length()).trim().split(" +")) {
      String value = word.isEmpty() ? "" : word.substring(1);
      switch (word.isEmpty() ? ' ' : word.charAt(0)) {
        case 'W' -> width = side(file, word, value);
        case 'H' -> height = side(file, word, value);
        case 'F' -> rate = rate(file, word, value);
        case 'C' -> chroma = value;
        case 'I' ->
            require(file, word, value.equals("p") || value.equals("?"), "Ip: no interlacing");
        case 'X' -> require(file, word, !value.equals("COLORRANGE=FULL"), "XCOLORRANGE=LIMITED");
        default -> {} // Pixel aspect ratios and comments change no sample.
      }
    }
    if (width == 0 || height == 0 || rate == null) {
      throw new SignalFormatException(
          file + ": Y4M header '" + line + "'; expected a width W, a height H and a frame rate F");
    }
    return switch (chroma) {
      case "420", "420jpeg", "420mpeg2", "420paldv" ->
          new Y4mHeader(width, height, rate, (width + 1) / 2, (height + 1) / 2);
      case "422" -> new Y4mHeader(width, height, rate, (width + 1) / 2, height);
      case "444" -> new Y4mHeader(width, height, rate, width, height);
      case "mono" -> new Y4mHeader(width, height, rate, 0, 0);
      default -> throw wrong(file, "C" + chroma, "C420, C422, C444 or Cmono, 8 bits");
    };
  }

  private static int side(Path file, String word, String value) throws SignalFormatException {
    int side = value.matches("\\d{1,5}") ? Integer.parseInt(value) : 0;
    require(file, word, side >= 1 && side <= MAX_SIDE, "a side of 1 to " + MAX_SIDE);
    return side;
  }

  private static FrameRate rate(Path file, String word, String value) throws SignalFormatException {
    try {
      return FrameRate.parse(value);
    } catch (IllegalArgumentException e) {
      throw wrong(file, word, "a frame rate such as F25:1 or F30000:1001");
    }
  }

  private static void require(Path file, String word, boolean fits, String expected)
      throws SignalFormatException {
    if (!fits) {
      throw wrong(file, word, expected);
    }
  }

  private static SignalFormatException wrong(Path file, String word, String expected) {
    return new SignalFormatException(
        file + ": '" + word + "' in the Y4M header; expected " + expected);
  }

  /** 1 for grey video, 3 for colour. */
  int components() {
    return chromaWidth == 0 ? 1 : 3;
  }

  /** Bytes of a frame's planes: luma, then Cb, then Cr. */
  int frameBytes() {
    return width * height + 2 * chromaWidth * chromaHeight;
  }
}
