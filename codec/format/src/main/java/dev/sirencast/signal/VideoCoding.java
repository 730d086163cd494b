package dev.sirencast.signal;

import java.util.Objects;

/**
 * How a file of luma and chroma planes holds a video, whose samples are RGB or grey.
 *
 * <p>It changes no sample of the signal: a video that is rebuilt is written as its source was. Of
 * grey videos the chroma planes mean nothing.
 *
 * @param chroma the chroma planes' size
 * @param fullRange whether luma and chroma go from 0 to 255; else luma from 16 to 235
 * @param matrix the coefficients of luma
 * @param fields whether lines are of two moments in turn, and which of them comes first
 * @param aspectWidth a pixel's width over its height: the numerator, 1 to {@value #MAX_ASPECT}, or
 *     0 where that is not known
 * @param aspectHeight the denominator, 0 just where the numerator is
 */
public record VideoCoding(
    ChromaPlanes chroma,
    boolean fullRange,
    ColorMatrix matrix,
    FieldOrder fields,
    int aspectWidth,
    int aspectHeight) {
  /** The largest numerator or denominator. */
  public static final int MAX_ASPECT = 100_000;

  /** Planes of full size, limited range, BT.601, whole frames, square pixels. */
  public static final VideoCoding DEFAULT =
      new VideoCoding(ChromaPlanes.C444, false, ColorMatrix.BT601, FieldOrder.PROGRESSIVE, 1, 1);

  /** The size of a chroma plane beside luma's, and where its samples lie, by their Y4M names. */
  public enum ChromaPlanes {
    /** As large as luma's. */
    C444(1, 1),

    /** Half the width. */
    C422(2, 1),

    /** Half the width and height; it is not said where samples lie. */
    C420(2, 2),

    /** The same, samples in the middle of four pixels. */
    C420JPEG(2, 2),

    /** The same, samples between two lines. */
    C420MPEG2(2, 2),

    /** The same, samples on pixels, Cb and Cr on lines of their own. */
    C420PALDV(2, 2),

    /** A quarter of the width. */
    C411(4, 1);

    private final int columns;
    private final int lines;

    ChromaPlanes(int columns, int lines) {
      this.columns = columns;
      this.lines = lines;
    }

    /** Pixels of a line that share a chroma sample. */
    public int columns() {
      return columns;
    }

    /** Lines that share a chroma sample. */
    public int lines() {
      return lines;
    }

    /** Samples of a frame's luma and both its chroma planes. */
    public long frameBytes(int width, int height) {
      long chroma = (long) ((width + columns - 1) / columns) * ((height + lines - 1) / lines);
      return (long) width * height + 2 * chroma;
    }
  }

  /** The coefficients that luma is made of red, green and blue with. */
  public enum ColorMatrix {
    /** ITU-R BT.601. */
    BT601,

    /** ITU-R BT.709. */
    BT709
  }

  /** Of which moments a frame's lines are. */
  public enum FieldOrder {
    /** All of one. */
    PROGRESSIVE,

    /** Of two in turn, the first line of the earlier one. */
    TOP_FIRST,

    /** Of two in turn, the first line of the later one. */
    BOTTOM_FIRST
  }

  /** Checks the ranges. */
  public VideoCoding {
    Objects.requireNonNull(chroma, "chroma");
    Objects.requireNonNull(matrix, "matrix");
    Objects.requireNonNull(fields, "fields");
    if (aspectWidth < 0
        || aspectWidth > MAX_ASPECT
        || aspectHeight < 0
        || aspectHeight > MAX_ASPECT
        || (aspectWidth == 0) != (aspectHeight == 0)) {
      throw new IllegalArgumentException(
          "a pixel's aspect is two numbers of 1 to "
              + MAX_ASPECT
              + ", or 0:0, got "
              + aspectWidth
              + ":"
              + aspectHeight);
    }
  }
}
