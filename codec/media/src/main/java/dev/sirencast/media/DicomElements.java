package dev.sirencast.media;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The elements of a DICOM file, read as what they are.
 *
 * @param file where they come from, for the messages
 * @param values the bytes of each element's value, by tag
 */
record DicomElements(Path file, Map<Integer, ByteBuffer> values) {
  /** Of a pixel: what all of them span stays within what a stream can say. */
  private static final double MAX_LENGTH = 100;

  /** Copies the map. */
  DicomElements {
    values = Map.copyOf(values);
  }

  /** The value's bytes. */
  ByteBuffer bytes(int tag, String name) throws SignalFormatException {
    ByteBuffer value = values.get(tag);
    if (value == null) {
      throw new SignalFormatException(
          file + ": a DICOM file without " + name + " " + DicomTag.text(tag));
    }
    return value;
  }

  /** How the pixel data are coded. */
  DicomSyntax syntax() throws SignalFormatException {
    return DicomSyntax.read(
        file, text(DicomTag.TRANSFER_SYNTAX, DicomSyntax.EXPLICIT.identifier()));
  }

  /** The unsigned 16-bit integer of a VR US element. */
  int unsignedShort(int tag, String name) throws SignalFormatException {
    ByteBuffer value = bytes(tag, name);
    if (value.remaining() < 2) {
      throw wrong(tag, name, "nothing", "a number");
    }
    return value.getShort(value.position()) & 0xFFFF;
  }

  /** The same, or empty where the element is missing or has no value. */
  OptionalInt optionalShort(int tag) {
    ByteBuffer value = values.get(tag);
    return value == null || value.remaining() < 2
        ? OptionalInt.empty()
        : OptionalInt.of(value.getShort(value.position()) & 0xFFFF);
  }

  /** The characters, or the default where the element is missing or has no value. */
  String text(int tag, String orElse) {
    ByteBuffer value = values.get(tag);
    String text = value == null ? "" : DicomScanner.text(value);
    return text.isEmpty() ? orElse : text;
  }

  /** The first number of a VR DS or IS element, or the default where there is none. */
  double decimal(int tag, String name, double orElse) throws SignalFormatException {
    String all = text(tag, "");
    String first = all.split("\\\\", 2)[0].trim();
    if (first.isEmpty()) {
      return orElse;
    }
    try {
      double value = Double.parseDouble(first);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, as what is not finite is.
    }
    throw wrong(tag, name, "'" + first + "'", "a finite number");
  }

  /**
   * One of the numbers of a VR DS element that are lengths in millimetres; 0 where it is missing or
   * none.
   *
   * @param index from 0 on
   */
  double length(int tag, int index) {
    String[] all = text(tag, "").split("\\\\", -1);
    try {
      double value = index < all.length ? Double.parseDouble(all[index].trim()) : 0;
      return value > 0 && value <= MAX_LENGTH ? value : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Refuses a value. */
  SignalFormatException wrong(int tag, String name, Object value, String expected) {
    return new SignalFormatException(
        file
            + ": DICOM "
            + name
            + " "
            + DicomTag.text(tag)
            + " is "
            + value
            + "; expected "
            + expected);
  }
}
