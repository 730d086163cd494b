package dev.sirencast.media.pixels;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes lossless JPEG of one component, 2 to 16 bits (ITU-T T.81 annex H), as scanners and
 * archives store slices: a sample is what its neighbours predict and a difference, whose number of
 * bits is Huffman-coded.
 *
 * <pre>
 *   FFD8, then segments FFxx length(2) content
 *   FFC3   bits(1) rows(2) columns(2) components(1) ...
 *   FFC4   tables, each: number(1), 16 counts of codes by their length, what they stand for
 *   FFDD   rows or samples between restarts(2), each of which begins anew behind FFD0 to FFD7
 *   FFDA   components(1) name(1) table(1) predictor(1) 00 shift(1); the differences follow
 * </pre>
 *
 * For one frame, on one thread.
 */
public final class JpegLossless {
  private static final int FRAME = 0xC3;
  private static final int TABLES = 0xC4;
  private static final int START = 0xD8;
  private static final int SCAN = 0xDA;
  private static final int RESTARTS = 0xDD;

  private final ByteBuffer in;
  private final JpegHuffmanTable[] tables = new JpegHuffmanTable[4];
  private int precision;
  private int rows;
  private int columns;
  private int interval;
  private int bits;
  private int bitCount;

  private JpegLossless(ByteBuffer frame) {
    this.in = frame.duplicate().order(ByteOrder.BIG_ENDIAN);
  }

  /**
   * Returns the samples, little-endian.
   *
   * @param sampleBytes bytes of one, 1 or 2
   * @throws IllegalArgumentException if it is no such frame
   */
  public static ByteBuffer decode(ByteBuffer frame, int columns, int rows, int sampleBytes) {
    JpegLossless decoder = new JpegLossless(frame);
    try {
      int shift = decoder.begin(columns, rows, sampleBytes);
      return decoder.samples(sampleBytes, shift >>> 4, shift & 15);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("lossless JPEG that ends too early", e);
    }
  }

  /** Reads all segments before the samples; returns the predictor and, in 4 bits, the shift. */
  private int begin(int wantedColumns, int wantedRows, int sampleBytes) {
    require(marker() == START, "no JPEG");
    while (true) {
      int marker = marker();
      int length = (in.getShort() & 0xFFFF) - 2;
      require(length >= 0 && length <= in.remaining(), "a segment that ends too late");
      ByteBuffer segment = in.slice(in.position(), length);
      in.position(in.position() + length);
      switch (marker) {
        case FRAME -> frame(segment, wantedColumns, wantedRows, sampleBytes);
        case TABLES -> tables(segment);
        case RESTARTS -> interval = segment.getShort() & 0xFFFF;
        case SCAN -> {
          return scan(segment);
        }
        default -> require(marker < 0xC0 || marker > 0xCF, "JPEG that is not lossless Huffman");
      }
    }
  }

  private int marker() {
    require((in.get() & 0xFF) == 0xFF, "JPEG without a marker");
    int marker = in.get() & 0xFF;
    while (marker == 0xFF) {
      marker = in.get() & 0xFF;
    }
    return marker;
  }

  private void frame(ByteBuffer segment, int wantedColumns, int wantedRows, int sampleBytes) {
    precision = segment.get();
    rows = segment.getShort() & 0xFFFF;
    columns = segment.getShort() & 0xFFFF;
    require(precision >= 2 && precision <= 8 * sampleBytes, precision + " bits of JPEG");
    require(rows == wantedRows && columns == wantedColumns, "JPEG of " + columns + "x" + rows);
    require(segment.get() == 1, "JPEG of several components");
  }

  private void tables(ByteBuffer segment) {
    while (segment.hasRemaining()) {
      int number = segment.get();
      require(number >= 0 && number < tables.length, "JPEG table " + number);
      tables[number] = JpegHuffmanTable.read(segment);
    }
  }

  private int scan(ByteBuffer segment) {
    require(precision > 0, "JPEG samples before their frame");
    require(segment.get() == 1, "JPEG samples of several components");
    segment.get();
    int number = segment.get() >> 4 & 3;
    require(tables[number] != null, "JPEG without table " + number);
    tables[0] = tables[number];
    int predictor = segment.get();
    require(predictor >= 1 && predictor <= 7, "JPEG predictor " + predictor);
    segment.get();
    int shift = segment.get() & 15;
    require(shift < precision, "JPEG shifted by " + shift);
    return predictor << 4 | shift;
  }

  private ByteBuffer samples(int sampleBytes, int predictor, int shift) {
    ByteBuffer out =
        ByteBuffer.allocate(rows * columns * sampleBytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] above = new int[columns];
    int[] row = new int[columns];
    int done = 0;
    int firstRow = 0;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        if (interval > 0 && done > 0 && done % interval == 0) {
          restart();
          firstRow = y;
        }
        int predicted;
        if (y == firstRow) {
          predicted = x == 0 ? 1 << precision - shift - 1 : row[x - 1];
        } else {
          predicted = x == 0 ? above[0] : predict(predictor, row[x - 1], above[x], above[x - 1]);
        }
        row[x] = predicted + difference() & 0xFFFF;
        int value = row[x] << shift;
        if (sampleBytes == 1) {
          out.put((byte) value);
        } else {
          out.putShort((short) value);
        }
        done++;
      }
      int[] next = above;
      above = row;
      row = next;
    }
    return out.flip();
  }

  private static int predict(int predictor, int left, int above, int corner) {
    return switch (predictor) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> corner;
      case 4 -> left + above - corner;
      case 5 -> left + (above - corner >> 1);
      case 6 -> above + (left - corner >> 1);
      default -> left + above >> 1;
    };
  }

  private int difference() {
    int size = tables[0].decode(this::bit);
    if (size == 0 || size == 16) {
      return size == 0 ? 0 : 1 << 15;
    }
    int value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 1 | bit();
    }
    return value < 1 << size - 1 ? value - (1 << size) + 1 : value;
  }

  private int bit() {
    if (bitCount == 0) {
      bits = in.get() & 0xFF;
      bitCount = 8;
      // A byte of ones is told from a marker by a zero behind it.
      require(bits != 0xFF || in.get() == 0, "JPEG samples that end too early");
    }
    return bits >> --bitCount & 1;
  }

  private void restart() {
    bitCount = 0;
    int marker = marker();
    require(marker >= 0xD0 && marker <= 0xD7, "JPEG without a restart");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
