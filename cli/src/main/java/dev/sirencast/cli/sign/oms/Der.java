package dev.sirencast.cli.sign.oms;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Elements of DER (X.690), as far as keys and signatures need them: a tag of one byte, a length,
 * the content. Reads one after another; for one thread at a time.
 */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int SEQUENCE = 0x30;

  /** The first and the second field of a structure that numbers its fields. */
  static final int FIELD_0 = 0xa0;

  static final int FIELD_1 = 0xa1;

  private static final int LONG_LENGTH = 0x80;

  private final byte[] bytes;
  private int at;

  private Der(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Begins to read elements. */
  static Der of(byte[] bytes) {
    return new Der(bytes);
  }

  boolean hasNext() {
    return at < bytes.length;
  }

  /** Tag of the next element, or -1 behind the last. */
  int tag() {
    return hasNext() ? bytes[at] & 0xff : -1;
  }

  /**
   * Returns the content of the next element.
   *
   * @throws IllegalArgumentException if it is not whole, or has another tag
   */
  byte[] next(int tag) {
    if (tag() != tag || bytes.length - at < 2) {
      throw new IllegalArgumentException("is not DER of the expected kind");
    }
    int length = bytes[at + 1] & 0xff;
    int from = at + 2;
    if (length >= LONG_LENGTH) {
      int digits = length - LONG_LENGTH;
      length = 0;
      for (int i = 0; i < digits && from < bytes.length && length < 1 << 16; i++) {
        length = length << 8 | bytes[from++] & 0xff;
      }
    }
    if (length > bytes.length - from) {
      throw new IllegalArgumentException("is not whole");
    }
    at = from + length;
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** Passes over the next element. */
  void skip() {
    next(tag());
  }

  /** Returns an element of several parts; shorter than 65,536 bytes. */
  static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
    out.write(tag);
    if (length >= 1 << 8) {
      out.write(LONG_LENGTH + 2);
      out.write(length >> 8);
    } else if (length >= LONG_LENGTH) {
      out.write(LONG_LENGTH + 1);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
