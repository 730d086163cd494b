package dev.sirencast.media;

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
  private final OptionalInt padding;

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
    require(elements, DicomTag.HIGH_BIT, "high bit", bitsStored - 1, bitsStored - 1);
    signed = require(elements, DicomTag.PIXEL_REPRESENTATION, "pixel representation", 0, 1) == 1;
    data = elements.bytes(DicomTag.PIXEL_DATA, "pixel data");
    long wanted = (long) rows * columns * bitsAllocated / 8;
    // A value's length is even, so that one byte may follow.
    if (data.remaining() < wanted || data.remaining() > wanted + 1) {
      throw elements.wrong(
          DicomTag.PIXEL_DATA,
          "pixel data",
          data.remaining() + " bytes",
          wanted + " for " + columns + "x" + rows + " pixels of " + bitsAllocated + " bits");
    }
    OptionalInt mark = elements.optionalShort(DicomTag.PIXEL_PADDING);
    padding = mark.isPresent() ? OptionalInt.of(extend(mark.getAsInt())) : mark;
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
    return extend(bitsAllocated == 8 ? data.get(pixel) : data.getShort(2 * pixel));
  }

  /** Whether a pixel holds the value that says there is none. */
  boolean isPadding(int pixel) {
    return padding.isPresent() && value(pixel) == padding.getAsInt();
  }

  /** The value of the lower stored bits; what stands above them is not part of it. */
  private int extend(int raw) {
    int unused = Integer.SIZE - bitsStored;
    return signed ? raw << unused >> unused : raw << unused >>> unused;
  }
}
