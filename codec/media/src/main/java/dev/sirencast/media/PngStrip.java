package dev.sirencast.media;

import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.Deflater;

/**
 * Some rows of a PNG picture, filtered and compressed. Strips that follow each other make one
 * deflate stream: each ends at a byte's border, and refers to nothing before it.
 *
 * <p>A row has the filter whose differences have the least sum of magnitudes, as the standard
 * advises, at some of its bytes. Immutable.
 */
final class PngStrip {
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int AVERAGE = 3;
  private static final int PAETH = 4;

  /** Filters are compared at every so manieth byte. */
  private static final int SAMPLE = 5;

  /** The fastest: a photograph is 3 % longer than at level 4. */
  private static final int LEVEL = 1;

  private final byte[] filtered;
  private final byte[] compressed;

  private PngStrip(byte[] filtered, byte[] compressed) {
    this.filtered = filtered;
    this.compressed = compressed;
  }

  /**
   * Makes a strip.
   *
   * @param pixels rows of {@code stride} bytes, each after {@code step} zeros; row 0 is above the
   *     picture's first, or a part of it
   * @param step bytes of a pixel
   * @param first of the strip's rows, 1 or more
   * @param last whether the picture ends here
   */
  static PngStrip of(byte[] pixels, int stride, int step, int first, int rows, boolean last) {
    int row = stride - step;
    byte[] filtered = new byte[rows * (row + 1)];
    for (int y = 0; y < rows; y++) {
      int at = (first + y) * stride + step;
      int to = y * (row + 1);
      int filter = best(pixels, at, stride, step);
      filtered[to] = (byte) filter;
      switch (filter) {
        case SUB -> sub(pixels, at, row, step, filtered, to + 1);
        case UP -> sub(pixels, at, row, stride, filtered, to + 1);
        case AVERAGE -> average(pixels, at, stride, step, filtered, to + 1);
        default -> paeth(pixels, at, stride, step, filtered, to + 1);
      }
    }
    return new PngStrip(filtered, compress(filtered, last));
  }

  private static int best(byte[] pixels, int at, int stride, int step) {
    int subs = 0;
    int ups = 0;
    int averages = 0;
    int paeths = 0;
    for (int i = at; i < at + stride - step; i += SAMPLE) {
      int own = pixels[i];
      int left = pixels[i - step] & 0xff;
      int above = pixels[i - stride] & 0xff;
      subs += Math.abs((byte) (own - left));
      ups += Math.abs((byte) (own - above));
      averages += Math.abs((byte) (own - (left + above) / 2));
      paeths += Math.abs((byte) (own - nearest(left, above, pixels[i - stride - step] & 0xff)));
    }
    int least = Math.min(Math.min(subs, ups), Math.min(averages, paeths));
    if (least == paeths) {
      return PAETH;
    }
    return least == averages ? AVERAGE : least == ups ? UP : SUB;
  }

  private static void sub(byte[] pixels, int at, int row, int back, byte[] out, int to) {
    for (int i = 0; i < row; i++) {
      out[to + i] = (byte) (pixels[at + i] - pixels[at + i - back]);
    }
  }

  private static void average(byte[] pixels, int at, int stride, int step, byte[] out, int to) {
    for (int i = 0; i < stride - step; i++) {
      int left = pixels[at + i - step] & 0xff;
      int above = pixels[at + i - stride] & 0xff;
      out[to + i] = (byte) (pixels[at + i] - (left + above) / 2);
    }
  }

  private static void paeth(byte[] pixels, int at, int stride, int step, byte[] out, int to) {
    for (int i = 0; i < stride - step; i++) {
      int left = pixels[at + i - step] & 0xff;
      int above = pixels[at + i - stride] & 0xff;
      int corner = pixels[at + i - stride - step] & 0xff;
      out[to + i] = (byte) (pixels[at + i] - nearest(left, above, corner));
    }
  }

  /** The neighbour nearest to {@code left + above - corner}; of equals, the first named. */
  private static int nearest(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    int other = toAbove <= toCorner ? above : corner;
    return toLeft <= Math.min(toAbove, toCorner) ? left : other;
  }

  private static byte[] compress(byte[] bytes, boolean last) {
    Deflater deflater = new Deflater(LEVEL, true);
    try {
      deflater.setInput(bytes);
      if (last) {
        deflater.finish();
      }
      byte[] out = new byte[bytes.length + bytes.length / 8 + 64];
      int length = 0;
      int written;
      do {
        if (length == out.length) {
          out = Arrays.copyOf(out, 2 * out.length);
        }
        written =
            deflater.deflate(
                out, length, out.length - length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        length += written;
      } while (length == out.length);
      return Arrays.copyOf(out, length);
    } finally {
      deflater.end();
    }
  }

  /** Adds the rows before compression to the checksum of all. */
  void addTo(Adler32 checksum) {
    checksum.update(filtered);
  }

  /** The rows compressed. */
  byte[] compressed() {
    return compressed;
  }
}
