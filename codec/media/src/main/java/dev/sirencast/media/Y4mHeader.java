package dev.sirencast.media;

import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.VideoCoding;
import dev.sirencast.signal.VideoCoding.ChromaPlanes;
import dev.sirencast.signal.VideoCoding.ColorMatrix;
import dev.sirencast.signal.VideoCoding.FieldOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The first line of a Y4M file: {@code YUV4MPEG2 W160 H90 F25:1 Ip A1:1 C420jpeg}.
 *
 * <p>Of the extensions, words that begin with X, {@code XCOLORRANGE=FULL} is understood, and {@code
 * XCOLORMATRIX=BT709}, which our own files have; the form itself names no matrix, and files that do
 * not are taken for BT.601, as ffmpeg takes them.
 *
 * @param width pixels, 1 or more
 * @param height pixels, 1 or more
 * @param rate frames a second
 * @param isGrey whether there are no chroma planes
 * @param coding how samples are held
 */
record Y4mHeader(int width, int height, FrameRate rate, boolean isGrey, VideoCoding coding) {
  static final String MAGIC = "YUV4MPEG2";

  private static final int MAX_SIDE = 1 << 14;

  /** Returns the line, without its line feed. */
  String text() {
    String chroma = coding.chroma().name().toLowerCase(Locale.ROOT).substring(1);
    String fields =
        switch (coding.fields()) {
          case PROGRESSIVE -> "p";
          case TOP_FIRST -> "t";
          case BOTTOM_FIRST -> "b";
        };
    return MAGIC
        + (" W" + width + " H" + height + " F" + rate + " I" + fields)
        + (" A" + coding.aspectWidth() + ":" + coding.aspectHeight())
        + (isGrey ? " Cmono" : " C" + chroma + " XYSCSS=" + chroma.toUpperCase(Locale.ROOT))
        + (coding.fullRange() ? " XCOLORRANGE=FULL" : " XCOLORRANGE=LIMITED")
        + (coding.matrix() == ColorMatrix.BT709 ? " XCOLORMATRIX=BT709" : "");
  }

  /** Reads the line, without its line feed; {@code notes} is told what is odd. */
  static Y4mHeader parse(Path file, String line, Consumer<String> notes)
      throws SignalFormatException {
    return new Parser(file, notes).parse(line);
  }

  private static final class Parser {
    private final Path file;
    private final Consumer<String> notes;
    private int width;
    private int height;
    private FrameRate rate;
    private String chroma = "420jpeg"; // what a file without a C is
    private boolean fullRange;
    private ColorMatrix matrix = ColorMatrix.BT601;
    private FieldOrder fields = FieldOrder.PROGRESSIVE;
    private int aspectWidth = 1;
    private int aspectHeight = 1;

    Parser(Path file, Consumer<String> notes) {
      this.file = file;
      this.notes = notes;
    }

    Y4mHeader parse(String header) throws SignalFormatException {
      // Refusals quote it, in one line and without what moves a terminal's cursor.
      String line = header.replaceAll("\\p{Cc}", "?");
      for (String word : line.substring(MAGIC.length()).trim().split(" +")) {
        if (!word.isEmpty()) {
          read(word, word.substring(1));
        }
      }
      if (width == 0 || height == 0 || rate == null) {
        throw new SignalFormatException(
            file
                + (": Y4M header '" + line)
                + "'; expected a width W, a height H and a frame rate F");
      }
      boolean isGrey = chroma.equals("mono");
      ChromaPlanes planes = isGrey ? ChromaPlanes.C444 : planes();
      return new Y4mHeader(
          width,
          height,
          rate,
          isGrey,
          new VideoCoding(planes, fullRange, matrix, fields, aspectWidth, aspectHeight));
    }

    private void read(String word, String value) throws SignalFormatException {
      switch (word.charAt(0)) {
        case 'W' -> width = side(word, value);
        case 'H' -> height = side(word, value);
        case 'F' -> rate = rate(word, value);
        case 'C' -> chroma = value;
        case 'I' -> fields = fields(word, value);
        case 'A' -> aspect(value);
        case 'X' -> extension(value.toUpperCase(Locale.ROOT));
        default -> {} // What the form does not know changes no sample.
      }
    }

    private void extension(String value) {
      switch (value) {
        case "COLORRANGE=FULL" -> fullRange = true;
        case "COLORRANGE=LIMITED" -> fullRange = false;
        case "COLORMATRIX=BT709" -> matrix = ColorMatrix.BT709;
        default -> {} // Comments.
      }
    }

    private int side(String word, String value) throws SignalFormatException {
      int side = value.matches("\\d{1,5}") ? Integer.parseInt(value) : 0;
      if (side < 1 || side > MAX_SIDE) {
        throw wrong(word, "a side of 1 to " + MAX_SIDE);
      }
      return side;
    }

    private FrameRate rate(String word, String value) throws SignalFormatException {
      if (value.matches("0+:\\d{1,8}|\\d{1,8}:0+")) {
        notes.accept(file + ": its frame rate is not known ('" + word + "'); read as 25 a second");
        return FrameRate.PAL;
      }
      try {
        return FrameRate.parse(value);
      } catch (IllegalArgumentException e) {
        throw wrong(word, "a frame rate such as F25:1 or F30000:1001");
      }
    }

    private FieldOrder fields(String word, String value) throws SignalFormatException {
      if (value.matches("[tbm]")) {
        notes.accept(
            file
                + (": interlaced ('" + word + "'): both fields of a frame are read as its lines; ")
                + "ffmpeg's filter yadif makes whole frames of them");
      }
      return switch (value) {
        case "p", "?", "m" -> FieldOrder.PROGRESSIVE;
        case "t" -> FieldOrder.TOP_FIRST;
        case "b" -> FieldOrder.BOTTOM_FIRST;
        default -> throw wrong(word, "Ip, It, Ib, Im or I?");
      };
    }

    /** An aspect that is none means what 0:0 does: nobody knows it. */
    private void aspect(String value) {
      boolean known = value.matches("[1-9]\\d{0,4}:[1-9]\\d{0,4}");
      aspectWidth = known ? Integer.parseInt(value.substring(0, value.indexOf(':'))) : 0;
      aspectHeight = known ? Integer.parseInt(value.substring(value.indexOf(':') + 1)) : 0;
    }

    private ChromaPlanes planes() throws SignalFormatException {
      for (ChromaPlanes planes : ChromaPlanes.values()) {
        if (planes.name().equalsIgnoreCase("C" + chroma)) {
          return planes;
        }
      }
      if (chroma.equals("444alpha")) {
        throw unread("it has an alpha plane ('C444alpha')", "yuv444p");
      }
      if (chroma.matches("mono\\d+")) {
        throw unread("its samples have more than 8 bits ('C" + chroma + "')", "gray");
      }
      if (chroma.matches("4\\d\\dp\\d+")) {
        throw unread(
            "its samples have more than 8 bits ('C" + chroma + "')",
            "yuv" + chroma.substring(0, 3) + "p");
      }
      throw wrong("C" + chroma, "C420, C422, C444, C411 or Cmono");
    }

    private SignalFormatException unread(String what, String pixels) {
      return new SignalFormatException(
          file + ": " + what + "; " + Conversion.of(file, "-pix_fmt " + pixels, "y4m"));
    }

    private SignalFormatException wrong(String word, String expected) {
      return new SignalFormatException(
          file + ": '" + word + "' in the Y4M header; expected " + expected);
    }
  }

  /** 1 for grey video, 3 for colour. */
  int components() {
    return isGrey ? 1 : 3;
  }

  /** Samples in a line of a chroma plane, 0 if there are no such planes. */
  int chromaWidth() {
    return isGrey ? 0 : (width + coding.chroma().columns() - 1) / coding.chroma().columns();
  }

  /** Lines of a chroma plane, 0 if there are no such planes. */
  int chromaHeight() {
    return isGrey ? 0 : (height + coding.chroma().lines() - 1) / coding.chroma().lines();
  }

  /** Bytes of a frame's planes: luma, then Cb, then Cr. */
  int frameBytes() {
    return width * height + 2 * chromaWidth() * chromaHeight();
  }
}
