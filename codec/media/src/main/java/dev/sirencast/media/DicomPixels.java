package dev.sirencast.media;

import dev.sirencast.media.pixels.DicomRle;
import dev.sirencast.media.pixels.JpegLossless;
import dev.sirencast.signal.CtFormat;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** The stored values of a DICOM picture: one grey frame of 8 or 16 bits, signed or not. */
final class DicomPixels {
  private final ByteBuffer data;
  private final int rows;
  private final int columns;
  private final int bitsAllocated;
  private final int bitsStored;
  private final boolean signed;
  private final int shift;
  private final int excess;
  private int leastPadding = 1;
  private int mostPadding = 0;

  private DicomPixels(DicomElements elements) throws SignalFormatException {
    rows = side(elements, DicomTag.ROWS, "rows");
    columns = side(elements, DicomTag.COLUMNS, "columns");
    bitsAllocated = elements.unsignedShort(DicomTag.BITS_ALLOCATED, "bits allocated");
    if (bitsAllocated != 8 && bitsAllocated != 16) {
      throw elements.wrong(DicomTag.BITS_ALLOCATED, "bits allocated", bitsAllocated, "8 or 16");
    }
    bitsStored = elements.unsignedShort(DicomTag.BITS_STORED, "bits stored");
    if (bitsStored < 1 || bitsStored > bitsAllocated) {
      throw elements.wrong(
          DicomTag.BITS_STORED, "bits stored", bitsStored, "1 to " + bitsAllocated);
    }
    require(elements, DicomTag.SAMPLES_PER_PIXEL, "samples per pixel", 1, 1);
    shift =
        require(elements, DicomTag.HIGH_BIT, "high bit", bitsStored - 1, bitsAllocated - 1)
            - (bitsStored - 1);
    signed = require(elements, DicomTag.PIXEL_REPRESENTATION, "pixel representation", 0, 1) == 1;
    data = data(elements);
    // A value's length is even, so that one byte may follow the first frame; and other frames.
    double frames = Math.max(1, elements.decimal(DicomTag.FRAMES, "number of frames", 1));
    double wanted = frames * count() * (bitsAllocated / 8);
    excess = elements.syntax().isCompressed() ? 0 : excess(data.remaining() - wanted);
    readPadding(elements);
  }

  private static int excess(double bytes) {
    return bytes <= 1 ? 0 : (int) bytes;
  }

  private ByteBuffer data(DicomElements elements) throws SignalFormatException {
    ByteBuffer bytes = elements.bytes(DicomTag.PIXEL_DATA, "pixel data");
    long wanted = (long) rows * columns * (bitsAllocated / 8);
    // What claims more than its bytes can hold is refused before anything is allocated.
    DicomSyntax syntax = elements.syntax();
    long most = (long) syntax.mostBytes() * bytes.remaining();
    if (wanted > most) {
      throw elements.wrong(
          DicomTag.PIXEL_DATA,
          "pixel data",
          bytes.remaining() + " bytes",
          wanted + " for " + columns + "x" + rows + " pixels of " + bitsAllocated + " bits");
    }
    try {
      if (syntax == DicomSyntax.RLE) {
        return DicomRle.decode(bytes, count(), bitsAllocated / 8);
      }
      return syntax.isLosslessJpeg()
          ? JpegLossless.decode(bytes, columns, rows, bitsAllocated / 8)
          : bytes;
    } catch (IllegalArgumentException e) {
      throw elements.wrong(DicomTag.PIXEL_DATA, "pixel data", e.getMessage(), "one that is whole");
    }
  }

  /** One value that stands for no pixel, or a range of them (PS3.3 section C.7.5.1.1.2). */
  private void readPadding(DicomElements elements) {
    OptionalInt mark = elements.optionalShort(DicomTag.PIXEL_PADDING);
    if (mark.isPresent()) {
      int limit = elements.optionalShort(DicomTag.PIXEL_PADDING_LIMIT).orElse(mark.getAsInt());
      int one = extend(mark.getAsInt(), 0);
      int other = extend(limit, 0);
      leastPadding = Math.min(one, other);
      mostPadding = Math.max(one, other);
    }
  }

  static DicomPixels of(DicomElements elements) throws SignalFormatException {
    return new DicomPixels(elements);
  }

  private static int side(DicomElements elements, int tag, String name)
      throws SignalFormatException {
    return require(elements, tag, name, 1, CtFormat.MAX_SIDE);
  }

  private static int require(DicomElements elements, int tag, String name, int low, int high)
      throws SignalFormatException {
    int value = elements.unsignedShort(tag, name);
    if (value < low || value > high) {
      throw elements.wrong(tag, name, value, low == high ? "" + low : low + " to " + high);
    }
    return value;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  int bitsAllocated() {
    return bitsAllocated;
  }

  int count() {
    return rows * columns;
  }

  /** The stored value of a pixel, row by row. */
  int value(int pixel) {
    return extend(bitsAllocated == 8 ? data.get(pixel) : data.getShort(2 * pixel), shift);
  }

  /** Bytes behind the pixels that belong to none. */
  int excess() {
    return excess;
  }

  /** Whether a pixel holds a value that says there is none. */
  boolean isPadding(int pixel) {
    int value = value(pixel);
    return value >= leastPadding && value <= mostPadding;
  }

  /** The value of the stored bits; what stands above and below them is not part of it. */
  private int extend(int raw, int below) {
    int unused = Integer.SIZE - bitsStored;
    int upwards = unused - below;
    return signed ? raw << upwards >> unused : raw << upwards >>> unused;
  }
}
