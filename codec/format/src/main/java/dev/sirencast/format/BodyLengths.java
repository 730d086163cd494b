package dev.sirencast.format;

import dev.sirencast.fec.ReedSolomonCode;

/**
 * The lengths of a group's bodies, in its erasure code and on the wire; {@link BodyFraming} draws
 * what lies where.
 *
 * <p>Immutable and thread-safe.
 *
 * @param coding the stream's coding
 * @param framed whether a body is preceded by its length in its erasure code, and followed by zeros
 *     up to the longest
 * @param source the longest source body in bytes
 * @param sliceBytes bytes of a slice, 0 for whole bodies
 * @param corrected wrong bytes in every 255 that are corrected, 0 for none
 */
public record BodyLengths(
    WeightCoding coding, boolean framed, int source, int sliceBytes, int corrected) {
  /** What a body's length takes. */
  static final int PREFIX_BYTES = 2;

  /** The lengths of bodies that hold symbols of tensors. */
  public BodyLengths(WeightCoding coding, int source, int sliceBytes, int corrected) {
    this(coding, !coding.isErrorResilient(), source, sliceBytes, corrected);
  }

  /** The bytes that a body grows by in its erasure code. */
  int prefix() {
    return framed ? PREFIX_BYTES : 0;
  }

  /** The length of a symbol. */
  public int symbol() {
    return source + prefix();
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
    return kind == PacketKind.SOURCE ? prefix() : 0;
  }

  /** The length of a body on the wire. */
  public int wire(PacketKind kind, int content) {
    int sliced = sliced(kind, content);
    return corrected == 0 ? sliced : errorCode().encodedLength(sliced);
  }

  ReedSolomonCode errorCode() {
    return ReedSolomonCode.of(2 * corrected);
  }

  /** The length of a body with its slices' checksums. */
  int sliced(PacketKind kind, int content) {
    if (sliceBytes == 0 || content == 0) {
      return content;
    }
    int start = start(kind);
    int slices = (start + content - 1) / sliceBytes - start / sliceBytes + 1;
    return content + BlockCode.SLICE_CHECKSUM_BYTES * slices;
  }

  /** The length of a body that takes {@code wire} bytes on the wire, or -1 if none does. */
  int content(PacketKind kind, int wire) {
    int sliced = corrected == 0 ? wire : errorCode().bodyLength(wire);
    if (corrected > 0 && errorCode().encodedLength(sliced) != wire) {
      return -1;
    }
    int at = start(kind);
    for (int left = sliced; sliceBytes > 0 && left > 0; ) {
      int room = sliceBytes - at % sliceBytes;
      int length = Math.min(room, left - BlockCode.SLICE_CHECKSUM_BYTES);
      if (length < 1) {
        return -1;
      }
      at += length;
      left -= length + BlockCode.SLICE_CHECKSUM_BYTES;
    }
    return sliceBytes == 0 ? sliced : at - start(kind);
  }

  /** Whether a body of this length on the wire can be a packet's. */
  public boolean allows(PacketKind kind, int wire) {
    int content = content(kind, wire);
    if (kind == PacketKind.REPAIR) {
      return content == symbol();
    }
    return framed ? content >= 0 && content <= source : content == source;
  }
}
