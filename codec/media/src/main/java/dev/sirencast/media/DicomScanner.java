package dev.sirencast.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Walks the elements of a DICOM file (PS3.10, PS3.5 section 7) up to its pixel data.
 *
 * <pre>
 *   128 bytes, "DICM"; may be missing
 *   file meta information: elements of group 0002, Explicit VR Little Endian
 *   data set: elements in ascending order, in the transfer syntax that element (0002,0010) names
 *
 *   element   explicit   group(2) element(2) VR(2) length(2)            value
 *                        group(2) element(2) VR(2) 0000 length(4)       value   VR is a LONG one
 *             implicit   group(2) element(2) length(4)                  value
 * </pre>
 *
 * <p>Sequences are skipped, those of undefined length (FFFFFFFF) item by item. Nothing is copied:
 * values are views of the file's bytes, or of the inflated ones, and in their byte order.
 */
final class DicomScanner {
  private static final long UNDEFINED = 0xFFFF_FFFFL;
  private static final int MAX_NESTING = 16;
  private static final int MAX_TEXT = 128;
  private static final int MAX_INFLATED_BYTES = 1 << 28;
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
    Map<Integer, ByteBuffer> elements = new HashMap<>();
    DicomSyntax syntax = scanner.begin(content, elements);
    if (syntax == DicomSyntax.DEFLATED) {
      scanner = new DicomScanner(file, scanner.inflated());
    } else if (syntax == DicomSyntax.BIG_ENDIAN) {
      scanner.bytes.order(ByteOrder.BIG_ENDIAN);
    }
    scanner.dataSet(syntax, groups, elements);
    return elements;
  }

  /** Reads the file meta information, and returns how the data set behind it is coded. */
  private DicomSyntax begin(byte[] content, Map<Integer, ByteBuffer> elements)
      throws SignalFormatException {
    if (DicomStart.hasPreamble(content)) {
      skip(DicomStart.PREAMBLE_BYTES + 4);
    } else if (DicomStart.isBigEndian(content)) {
      return DicomSyntax.BIG_ENDIAN;
    }
    while (bytes.remaining() >= 2 && bytes.getShort(bytes.position()) == 2) {
      next(true);
      elements.put(tag, value());
    }
    ByteBuffer stated = elements.get(DicomTag.TRANSFER_SYNTAX);
    if (stated != null) {
      return DicomSyntax.read(file, text(stated));
    }
    if (DicomStart.hasPreamble(content)) {
      return DicomSyntax.read(file, "missing");
    }
    return DicomStart.isExplicit(content) ? DicomSyntax.EXPLICIT : DicomSyntax.IMPLICIT;
  }

  private void dataSet(DicomSyntax syntax, Set<Integer> groups, Map<Integer, ByteBuffer> elements)
      throws SignalFormatException {
    boolean explicit = syntax.isExplicit();
    while (bytes.hasRemaining() && !elements.containsKey(DicomTag.PIXEL_DATA)) {
      next(explicit);
      if (tag == DicomTag.PIXEL_DATA && length == UNDEFINED && syntax.isCompressed()) {
        elements.put(tag, syntax == DicomSyntax.RLE ? firstFragment() : fragments());
      } else if (length == UNDEFINED && tag != DicomTag.PIXEL_DATA) {
        skipSequence(explicit, 0);
      } else if (groups.contains(tag >>> 16)) {
        elements.put(tag, value());
      } else {
        skip(length);
      }
    }
  }

  /** The first frame's fragment. */
  private ByteBuffer firstFragment() throws SignalFormatException {
    firstItem();
    requireItem();
    return value();
  }

  /** Passes over the item of offsets before the fragments, which may be empty. */
  private void firstItem() throws SignalFormatException {
    requireItem();
    skip(length);
  }

  private void requireItem() throws SignalFormatException {
    if (tag() != DicomTag.ITEM) {
      throw damaged("no item where compressed pixels have one");
    }
    length = unsignedInt();
  }

  /** All fragments together: the first frame may be in several of them, and ends by itself. */
  private ByteBuffer fragments() throws SignalFormatException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    firstItem();
    for (int mark = tag(); mark == DicomTag.ITEM; mark = tag()) {
      length = unsignedInt();
      ByteBuffer fragment = value();
      byte[] copy = new byte[fragment.remaining()];
      fragment.get(copy);
      all.writeBytes(copy);
    }
    return ByteBuffer.wrap(all.toByteArray());
  }

  private ByteBuffer inflated() throws SignalFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[1 << 16];
      while (!inflater.finished()) {
        int count = inflater.inflate(part);
        if (count == 0 && !inflater.finished() || out.size() > MAX_INFLATED_BYTES) {
          throw damaged("a deflated data set that does not end");
        }
        out.write(part, 0, count);
      }
      return ByteBuffer.wrap(out.toByteArray());
    } catch (DataFormatException e) {
      throw damaged("a data set that is not deflated");
    } finally {
      inflater.end();
    }
  }

  /**
   * The value's first characters without the padding at its ends; what no line shows is a question
   * mark, for messages quote it.
   */
  static String text(ByteBuffer value) {
    ByteBuffer first = value.slice(0, Math.min(value.limit(), MAX_TEXT));
    return StandardCharsets.ISO_8859_1
        .decode(first)
        .toString()
        .replace('\0', ' ')
        .trim()
        .replaceAll("[\\p{Cntrl}\u0080-\u009F\u00AD]", "?");
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
      require(2);
      length = bytes.getShort() & 0xFFFF;
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
    return value.order(bytes.order());
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
