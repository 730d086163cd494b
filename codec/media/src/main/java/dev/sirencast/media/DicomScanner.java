package dev.sirencast.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Walks the elements of a DICOM file (PS3.10, PS3.5 section 7) up to its pixel data.
 *
 * <pre>
 *   128 bytes, "DICM"
 *   file meta information: elements of group 0002, Explicit VR Little Endian
 *   data set: elements in ascending order, in the transfer syntax that element (0002,0010) names
 *
 *   element   explicit   group(2) element(2) VR(2) length(2)            value
 *                        group(2) element(2) VR(2) 0000 length(4)       value   VR is a LONG one
 *             implicit   group(2) element(2) length(4)                  value
 * </pre>
 *
 * <p>Sequences are skipped, those of undefined length (FFFFFFFF) item by item. Nothing is copied:
 * values are views of the file's bytes.
 */
final class DicomScanner {
  static final int PREAMBLE_BYTES = 128;
  static final String IMPLICIT = "1.2.840.10008.1.2";
  static final String EXPLICIT = "1.2.840.10008.1.2.1";

  private static final long UNDEFINED = 0xFFFF_FFFFL;
  private static final int MAX_NESTING = 16;
  private static final Set<String> LONG =
      Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

  private final Path file;
  private final ByteBuffer bytes;
  private int tag;
  private String representation = "";
  private long length;

  private DicomScanner(Path file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the file's elements of the groups that are asked for, by tag, at the top level. */
  static Map<Integer, ByteBuffer> scan(Path file, byte[] content, Set<Integer> groups)
      throws SignalFormatException {
    DicomScanner scanner = new DicomScanner(file, ByteBuffer.wrap(content));
    scanner.skip(PREAMBLE_BYTES + 4);
    Map<Integer, ByteBuffer> elements = new HashMap<>();
    while (scanner.bytes.remaining() >= 2
        && scanner.bytes.getShort(scanner.bytes.position()) == 2) {
      scanner.next(true);
      elements.put(scanner.tag, scanner.value());
    }
    boolean explicit = scanner.isExplicit(elements.get(DicomTag.TRANSFER_SYNTAX));
    while (scanner.bytes.hasRemaining() && !elements.containsKey(DicomTag.PIXEL_DATA)) {
      scanner.next(explicit);
      if (scanner.length == UNDEFINED && scanner.tag != DicomTag.PIXEL_DATA) {
        scanner.skipSequence(explicit, 0);
      } else if (groups.contains(scanner.tag >>> 16)) {
        elements.put(scanner.tag, scanner.value());
      } else {
        scanner.skip(scanner.length);
      }
    }
    return elements;
  }

  private boolean isExplicit(ByteBuffer syntax) throws SignalFormatException {
    String name = syntax == null ? "missing" : text(syntax);
    if (!name.equals(EXPLICIT) && !name.equals(IMPLICIT)) {
      throw new SignalFormatException(
          file
              + ": DICOM transfer syntax "
              + name
              + "; expected Explicit or Implicit VR Little Endian, uncompressed ("
              + EXPLICIT
              + " or "
              + IMPLICIT
              + ")");
    }
    return name.equals(EXPLICIT);
  }

  /** The value's characters without the padding at its ends. */
  static String text(ByteBuffer value) {
    return StandardCharsets.ISO_8859_1
        .decode(value.duplicate())
        .toString()
        .replace('\0', ' ')
        .trim();
  }

  private void next(boolean explicit) throws SignalFormatException {
    tag = tag();
    if (!explicit) {
      representation = "";
      length = unsignedInt();
      return;
    }
    representation = "" + (char) octet() + (char) octet();
    if (LONG.contains(representation)) {
      skip(2);
      length = unsignedInt();
    } else if (representation.matches("[A-Z]{2}")) {
      length = octet() | octet() << 8;
    } else {
      throw damaged("no value representation");
    }
  }

  private void skipSequence(boolean explicit, int depth) throws SignalFormatException {
    if (depth > MAX_NESTING) {
      throw damaged("sequences more than " + MAX_NESTING + " deep");
    }
    // A sequence of unknown representation is written implicitly (PS3.5 section 6.2.2).
    boolean items = explicit && !representation.equals("UN");
    for (int mark = tag(); mark != DicomTag.SEQUENCE_END; mark = tag()) {
      if (mark != DicomTag.ITEM) {
        throw damaged("no item where a sequence has one");
      }
      long size = unsignedInt();
      if (size == UNDEFINED) {
        skipItem(items, depth);
      } else {
        skip(size);
      }
    }
    unsignedInt();
  }

  private void skipItem(boolean explicit, int depth) throws SignalFormatException {
    while (peekTag() != DicomTag.ITEM_END) {
      next(explicit);
      if (length == UNDEFINED) {
        skipSequence(explicit, depth + 1);
      } else {
        skip(length);
      }
    }
    skip(8);
  }

  private ByteBuffer value() throws SignalFormatException {
    if (length == UNDEFINED) {
      throw damaged("a value of undefined length");
    }
    ByteBuffer value = bytes.slice(bytes.position(), (int) Math.min(length, bytes.remaining()));
    skip(length);
    return value.order(ByteOrder.LITTLE_ENDIAN);
  }

  private int tag() throws SignalFormatException {
    int tag = peekTag();
    skip(4);
    return tag;
  }

  private int peekTag() throws SignalFormatException {
    require(4);
    int at = bytes.position();
    return bytes.getShort(at) << 16 | bytes.getShort(at + 2) & 0xFFFF;
  }

  private int octet() throws SignalFormatException {
    require(1);
    return bytes.get() & 0xFF;
  }

  private long unsignedInt() throws SignalFormatException {
    require(4);
    return bytes.getInt() & 0xFFFF_FFFFL;
  }

  private void skip(long count) throws SignalFormatException {
    require(count);
    bytes.position(bytes.position() + (int) count);
  }

  private void require(long count) throws SignalFormatException {
    if (count > bytes.remaining()) {
      throw damaged("it ends too early");
    }
  }

  private SignalFormatException damaged(String what) {
    return new SignalFormatException(
        file + ": a damaged DICOM file, at element " + DicomTag.text(tag) + ": " + what);
  }
}
