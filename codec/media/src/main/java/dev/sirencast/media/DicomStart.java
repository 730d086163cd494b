package dev.sirencast.media;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Where a DICOM file's elements begin: behind 128 bytes and "DICM", or with the first byte, where a
 * program wrote a data set alone (PS3.10 section 7 wants the preamble; old and hasty programs leave
 * it out).
 */
final class DicomStart {
  static final int PREAMBLE_BYTES = 128;

  private static final Set<String> FIRST_REPRESENTATIONS =
      Set.of("UL", "OB", "UI", "CS", "DA", "TM", "SH", "LO", "PN", "SQ");

  private DicomStart() {}

  /** Whether a file with this beginning is DICOM. */
  static boolean isDicom(byte[] head) {
    return hasPreamble(head) || isBare(head);
  }

  static boolean hasPreamble(byte[] head) {
    return head.length >= PREAMBLE_BYTES + 4
        && new String(head, PREAMBLE_BYTES, 4, StandardCharsets.US_ASCII).equals("DICM");
  }

  /** Whether it begins with an element of group 0002 or 0008, as a data set does. */
  private static boolean isBare(byte[] head) {
    if (head.length < 8) {
      return false;
    }
    if (isBigEndian(head)) {
      return true;
    }
    boolean group = (head[0] == 8 || head[0] == 2) && head[1] == 0 && head[3] == 0;
    return group && (isExplicit(head) || isShort(head));
  }

  /** Whether an element at the first byte says a value representation. */
  static boolean isExplicit(byte[] head) {
    return FIRST_REPRESENTATIONS.contains(new String(head, 4, 2, StandardCharsets.US_ASCII));
  }

  /** Whether the first bytes are an element in big endian, which is explicit. */
  static boolean isBigEndian(byte[] head) {
    return head.length >= 8 && head[0] == 0 && head[1] == 8 && head[2] == 0 && isExplicit(head);
  }

  private static boolean isShort(byte[] head) {
    return head[6] == 0 && head[7] == 0 && head[5] == 0 && (head[4] & 1) == 0;
  }
}
