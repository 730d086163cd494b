package dev.sirencast.format;

import dev.sirencast.fec.ReedSolomonCode;
import java.util.Arrays;

/**
 * The lengths of a group's bodies, and how bodies become the symbols of its erasure code, which
 * needs them equal: in all codings but the fixed-width one each is preceded by its length in two
 * bytes and followed by zeros up to the longest.
 *
 * <p>Symbols are cut into slices of {@code sliceBytes} bytes, the last one shorter. On the wire
 * each slice is followed by its CRC-16 in two bytes ({@link Crc16}):
 *
 * <pre>
 *   symbol     | length | body ....................... | zeros |
 *   slices     |   slice 0    |   slice 1    |  slice 2  | ... |
 *   wire                | .... CRC | slice 1  CRC | ..  CRC |
 * </pre>
 *
 * <p>Where wrong bytes are to be corrected, the check bytes of {@link ReedSolomonCode} follow all
 * that.
 *
 * <p>A source body is sent without the length, which its packet's own tells, and without the zeros;
 * a repair body is sent whole. With neither slices nor check bytes, wire and body are the same.
 * Immutable and thread-safe.
 *
 * @param coding the stream's coding
 * @param source the longest source body in bytes
 * @param sliceBytes bytes of a slice, 0 for whole bodies
 * @param corrected wrong bytes that every 255 can have and be put right, 0 for none
 */
public record BodyLengths(WeightCoding coding, int source, int sliceBytes, int corrected) {
  /** What a body's length takes. */
  static final int PREFIX_BYTES = 2;

  /** What a slice's checksum takes. */
  static final int CHECKSUM_BYTES = 2;

  /** The bytes that a body of a coding grows by in its erasure code. */
  static int prefix(WeightCoding coding) {
    return coding == WeightCoding.ERROR_RESILIENT ? 0 : PREFIX_BYTES;
  }

  public static BodyLengths of(StreamManifest manifest, PacketGroup group) {
    int source = group.bodyBytes();
    if (manifest.coding() == WeightCoding.ERROR_RESILIENT) {
      GroupLayout layout = GroupLayout.of(manifest.architecture(), manifest.tensors(), group);
      source = layout.fixedBodyBytes(group.sourcePackets());
    }
    return new BodyLengths(
        manifest.coding(), source, group.code().sliceBytes(), group.code().corrected());
  }

  /** The length of a symbol. */
  public int symbol() {
    return source + prefix(coding);
  }

  /** The slices of a symbol. */
  public int slices() {
    return sliceBytes == 0 ? 1 : Math.max(1, (symbol() + sliceBytes - 1) / sliceBytes);
  }

  /** Where a slice begins; where the last one ends for the one behind it. */
  public int sliceStart(int slice) {
    return sliceBytes == 0 && slice > 0 ? symbol() : Math.min(symbol(), slice * sliceBytes);
  }

  /** Where in a symbol the body of a packet begins. */
  int start(PacketKind kind) {
    return kind == PacketKind.SOURCE ? prefix(coding) : 0;
  }

  /** The length of a body on the wire. */
  public int wire(PacketKind kind, int content) {
    int sliced = sliced(kind, content);
    return corrected == 0 ? sliced : errorCode().encodedLength(sliced);
  }

  private ReedSolomonCode errorCode() {
    return ReedSolomonCode.of(2 * corrected);
  }

  /** The length of a body with its slices' checksums. */
  private int sliced(PacketKind kind, int content) {
    if (sliceBytes == 0 || content == 0) {
      return content;
    }
    int start = start(kind);
    int slices = (start + content - 1) / sliceBytes - start / sliceBytes + 1;
    return content + CHECKSUM_BYTES * slices;
  }

  /** The length of a body that takes so much on the wire, or -1 if none does. */
  int content(PacketKind kind, int wire) {
    int sliced = corrected == 0 ? wire : errorCode().bodyLength(wire);
    if (corrected > 0 && errorCode().encodedLength(sliced) != wire) {
      return -1;
    }
    int at = start(kind);
    for (int left = sliced; sliceBytes > 0 && left > 0; ) {
      int room = sliceBytes - at % sliceBytes;
      int length = Math.min(room, left - CHECKSUM_BYTES);
      if (length < 1) {
        return -1;
      }
      at += length;
      left -= length + CHECKSUM_BYTES;
    }
    return sliceBytes == 0 ? sliced : at - start(kind);
  }

  /** Whether a body of this length on the wire can be a packet's. */
  public boolean allows(PacketKind kind, int wire) {
    int content = content(kind, wire);
    if (kind == PacketKind.REPAIR) {
      return content == symbol();
    }
    return coding == WeightCoding.ERROR_RESILIENT
        ? content == source
        : content >= 0 && content <= source;
  }

  /** A source body as the erasure code takes it. */
  public byte[] symbolOf(byte[] body) {
    int prefix = prefix(coding);
    byte[] symbol = new byte[symbol()];
    if (prefix > 0) {
      symbol[0] = (byte) (body.length >> 8);
      symbol[1] = (byte) body.length;
    }
    System.arraycopy(body, 0, symbol, prefix, body.length);
    return symbol;
  }

  /** A source body out of a symbol; nothing can make this throw. */
  public byte[] bodyOf(byte[] symbol) {
    if (prefix(coding) == 0) {
      return symbol;
    }
    int length = (symbol[0] & 0xff) << 8 | symbol[1] & 0xff;
    return Arrays.copyOfRange(symbol, PREFIX_BYTES, PREFIX_BYTES + Math.min(length, source));
  }

  /** A body as it goes on the wire. */
  public byte[] seal(PacketKind kind, byte[] content) {
    byte[] sliced = slice(kind, content);
    return corrected == 0 ? sliced : errorCode().encode(sliced);
  }

  /**
   * Puts wrong bytes of a body on the wire right, as far as its check bytes can tell.
   *
   * @return whether they say that it is right now
   */
  public boolean correct(byte[] wire) {
    return corrected > 0 && errorCode().correct(wire);
  }

  private byte[] slice(PacketKind kind, byte[] content) {
    if (sliceBytes == 0) {
      return content;
    }
    byte[] wire = new byte[sliced(kind, content.length)];
    int start = start(kind);
    for (int from = 0, at = 0; from < content.length; ) {
      int length = Math.min(content.length - from, sliceBytes - (start + from) % sliceBytes);
      System.arraycopy(content, from, wire, at, length);
      int crc = Crc16.of(content, from, from + length);
      from += length;
      at += length;
      wire[at++] = (byte) (crc >> 8);
      wire[at++] = (byte) crc;
    }
    return wire;
  }

  /** What arrived of a symbol in a body of an {@linkplain #allows allowed} length. */
  public SlicedSymbol open(PacketKind kind, byte[] wire, boolean intact) {
    int content = content(kind, wire.length);
    int start = start(kind);
    byte[] symbol = new byte[symbol()];
    SlicedSymbol result = SlicedSymbol.arrived(symbol);
    if (start > 0) {
      symbol[0] = (byte) (content >> 8);
      symbol[1] = (byte) content;
    }
    int end = start + content;
    if (sliceBytes == 0) {
      System.arraycopy(wire, 0, symbol, start, content);
      result.setExact(0, intact);
      return result;
    }
    int at = 0;
    for (int from = start; from < end; ) {
      int slice = from / sliceBytes;
      int length = Math.min(end - from, sliceBytes - from % sliceBytes);
      System.arraycopy(wire, at, symbol, from, length);
      from += length;
      int crc = (wire[at + length] & 0xff) << 8 | wire[at + length + 1] & 0xff;
      result.setExact(slice, intact || crc == Crc16.of(wire, at, at + length));
      at += length + CHECKSUM_BYTES;
    }
    // The zeros behind a short body are known.
    int known = content == 0 ? 0 : (end - 1) / sliceBytes + 1;
    for (int slice = known; slice < slices(); slice++) {
      result.setExact(slice, true);
    }
    return result;
  }
}
