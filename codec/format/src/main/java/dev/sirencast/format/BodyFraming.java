package dev.sirencast.format;

import dev.sirencast.fec.ReedSolomonCode;
import dev.sirencast.format.checksum.Crc16;
import java.util.Arrays;

/**
 * How bodies become the symbols of their group's erasure code, which needs them equal, and what
 * goes on the wire: but for tensors in the error-resilient coding, whose bodies are equal, each
 * body is preceded by its length in two bytes and followed by zeros up to the longest.
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
 * <p>Where wrong bytes are to be corrected, the parity bytes of {@link ReedSolomonCode} follow all
 * that.
 *
 * <p>A source body is sent without the length, which its packet's own tells, and without the zeros;
 * a repair body is sent whole. With neither slices nor parity bytes, wire and body are the same.
 * Immutable and thread-safe.
 *
 * @param lengths of the group's bodies
 */
public record BodyFraming(BodyLengths lengths) {
  /** A source body as the erasure code takes it. */
  public byte[] symbolOf(byte[] body) {
    int prefix = lengths.prefix();
    byte[] symbol = new byte[lengths.symbol()];
    if (prefix > 0) {
      symbol[0] = (byte) (body.length >> 8);
      symbol[1] = (byte) body.length;
    }
    System.arraycopy(body, 0, symbol, prefix, body.length);
    return symbol;
  }

  /** A source body out of a symbol; never throws, whatever the bytes. */
  public byte[] bodyOf(byte[] symbol) {
    if (lengths.prefix() == 0) {
      return symbol;
    }
    int length = (symbol[0] & 0xff) << 8 | symbol[1] & 0xff;
    return Arrays.copyOfRange(
        symbol,
        BodyLengths.PREFIX_BYTES,
        BodyLengths.PREFIX_BYTES + Math.min(length, lengths.source()));
  }

  /** A body as it goes on the wire. */
  public byte[] seal(PacketKind kind, byte[] content) {
    byte[] sliced = slice(kind, content);
    return lengths.corrected() == 0 ? sliced : lengths.errorCode().encode(sliced);
  }

  /**
   * Corrects wrong bytes of a body on the wire, as far as its parity bytes can tell.
   *
   * @return whether they say that it is right now
   */
  public boolean correct(byte[] wire) {
    return lengths.corrected() > 0 && lengths.errorCode().correct(wire);
  }

  /** Whether a body on the wire has the parity bytes that it should have, if any. */
  public boolean isEncoded(byte[] wire) {
    byte[] copy = wire.clone();
    return lengths.corrected() == 0 || correct(copy) && Arrays.equals(copy, wire);
  }

  private byte[] slice(PacketKind kind, byte[] content) {
    if (lengths.sliceBytes() == 0) {
      return content;
    }
    byte[] wire = new byte[lengths.sliced(kind, content.length)];
    int start = lengths.start(kind);
    for (int from = 0, at = 0; from < content.length; ) {
      int length =
          Math.min(
              content.length - from, lengths.sliceBytes() - (start + from) % lengths.sliceBytes());
      System.arraycopy(content, from, wire, at, length);
      int crc = Crc16.of(content, from, from + length);
      from += length;
      at += length;
      wire[at++] = (byte) (crc >> 8);
      wire[at++] = (byte) crc;
    }
    return wire;
  }

  /** What arrived of a symbol in a body of an {@linkplain BodyLengths#allows allowed} length. */
  public SlicedSymbol open(PacketKind kind, byte[] wire, boolean intact) {
    int content = lengths.content(kind, wire.length);
    int start = lengths.start(kind);
    byte[] symbol = new byte[lengths.symbol()];
    SlicedSymbol result = SlicedSymbol.arrived(symbol);
    if (start > 0) {
      symbol[0] = (byte) (content >> 8);
      symbol[1] = (byte) content;
    }
    int end = start + content;
    if (lengths.sliceBytes() == 0) {
      System.arraycopy(wire, 0, symbol, start, content);
      result.setExact(0, intact);
      return result;
    }
    int at = 0;
    for (int from = start; from < end; ) {
      int slice = from / lengths.sliceBytes();
      int length = Math.min(end - from, lengths.sliceBytes() - from % lengths.sliceBytes());
      System.arraycopy(wire, at, symbol, from, length);
      from += length;
      int crc = (wire[at + length] & 0xff) << 8 | wire[at + length + 1] & 0xff;
      result.setExact(slice, intact || crc == Crc16.of(wire, at, at + length));
      at += length + BlockCode.SLICE_CHECKSUM_BYTES;
    }
    // The zeros behind a short body are known.
    int known = content == 0 ? 0 : (end - 1) / lengths.sliceBytes() + 1;
    for (int slice = known; slice < lengths.slices(); slice++) {
      result.setExact(slice, true);
    }
    return result;
  }
}
