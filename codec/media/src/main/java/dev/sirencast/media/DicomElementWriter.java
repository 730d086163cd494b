package dev.sirencast.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Elements of a DICOM file in Explicit VR Little Endian, laid out as {@link DicomScanner} says. */
final class DicomElementWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An unsigned 16-bit integer. */
  void unsignedShort(int tag, int value) {
    bytes(tag, "US", new byte[] {(byte) value, (byte) (value >> 8)});
  }

  /** Text, padded to an even length: identifiers with a zero byte, the rest with a space. */
  void text(int tag, String representation, String text) {
    String padding = text.length() % 2 == 0 ? "" : representation.equals("UI") ? "\0" : " ";
    bytes(tag, representation, (text + padding).getBytes(StandardCharsets.US_ASCII));
  }

  /** A value of an even number of bytes; below 65,536 unless the representation is OB or OW. */
  void bytes(int tag, String representation, byte[] value) {
    boolean large = representation.startsWith("O");
    ByteBuffer head = ByteBuffer.allocate(large ? 12 : 8).order(ByteOrder.LITTLE_ENDIAN);
    head.putShort((short) (tag >>> 16)).putShort((short) tag);
    head.put(representation.getBytes(StandardCharsets.US_ASCII));
    if (large) {
      head.putShort((short) 0).putInt(value.length);
    } else {
      head.putShort((short) value.length);
    }
    out.writeBytes(head.array());
    out.writeBytes(value);
  }

  /** All elements so far. */
  byte[] toByteArray() {
    return out.toByteArray();
  }
}
