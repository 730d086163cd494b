package dev.sirencast.transport.carousel;

import dev.sirencast.transport.net.Pacer;
import dev.sirencast.transport.net.Sockets;
import dev.sirencast.transport.publish.CatalogWire;
import dev.sirencast.transport.publish.StreamEntry;
import io.netty.buffer.ByteBuf;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The datagrams of a carousel; integers are big-endian.
 *
 * <pre>
 *   0             4      5      end - 4
 *   | 89 53 43 43 | type | body | CRC32C u32 of all before |
 *
 *   type        body
 *   1  STREAM   how many streams there are u32; the body of an ENTRY of {@link CatalogWire}
 *   2  FRAME    the first 8 bytes of the stream's SHA-256; a number u32; a frame or a repair row
 * </pre>
 *
 * <p>A number below the stream's number of frames is a frame's. Of others, {@link FrameBlocks} says
 * which repair row of which block they are. A repair row is the sum of its block's {@link
 * FrameSymbol}s times their factors in {@code dev.sirencast.fec.ErasureCode#reedSolomon}; symbols
 * of a block are as long as the longest frame and its length. Listeners that know of no repair rows
 * pass over numbers that no frame has.
 *
 * <p>With a {@link GroupKey}, what stands between the magic number and the checksum travels sealed:
 *
 * <pre>
 *   0             4              20          28                         end - 16
 *   | 89 53 43 45 | session (16) | count u64 | AES-256-GCM of type, body | tag |
 * </pre>
 *
 * <p>The session is random, its key is HKDF-SHA-256 of the group's with the salt {@code SirenCast
 * carousel 1} and the session as info; the nonce is four zero bytes and the count, which begins
 * with 0; the first 28 bytes are authenticated with it.
 *
 * <p>The checksum of UDP is weak and may be off, and a description that was believed although it is
 * damaged would spoil a whole stream. Nothing is ever answered: who hears a carousel need not be
 * known to it.
 */
public final class CarouselWire {
  static final int MAGIC = 0x89534343;
  static final int SEALED_MAGIC = 0x89534345;
  static final int STREAM = 1;
  static final int FRAME = 2;

  static final int MAGIC_BYTES = 4;
  static final int HEADER_BYTES = MAGIC_BYTES + 1;
  static final int CRC_BYTES = 4;
  static final int ID_BYTES = 8;
  static final int STREAM_BYTES = HEADER_BYTES + 4 + CatalogWire.ENTRY_BYTES;
  static final int FRAME_BYTES = HEADER_BYTES + ID_BYTES + CatalogWire.NUMBER_BYTES;

  /** What stands before and behind what is sealed. */
  static final int SEALED_HEADER_BYTES =
      MAGIC_BYTES + SessionCipher.SESSION_BYTES + SessionCipher.COUNT_BYTES;

  static final int SEALED_BYTES = SEALED_HEADER_BYTES + SessionCipher.TAG_BYTES;

  /** What fits over IPv4, sealed and as a repair row: less the headers of IP, UDP and ours. */
  static final int MAX_FRAME_BYTES =
      Sockets.MAX_DATAGRAM_BYTES
          - Pacer.HEADER_BYTES
          - SEALED_BYTES
          - FRAME_BYTES
          - FrameSymbol.LENGTH_BYTES;

  private static final int ID_DIGITS = 2 * ID_BYTES;

  private CarouselWire() {}

  static ByteBuf writeHeader(ByteBuf out, int type) {
    return out.writeInt(MAGIC).writeByte(type);
  }

  /** Writes the checksum of all that has been written. */
  public static ByteBuf seal(ByteBuf out) {
    return out.writeInt(crc(out, out.readableBytes()));
  }

  /** Whether it has a checksum, and that is right; it is then cut off. */
  static boolean unseal(ByteBuf in) {
    int length = in.readableBytes() - CRC_BYTES;
    if (length < 0 || in.getInt(in.readerIndex() + length) != crc(in, length)) {
      return false;
    }
    in.writerIndex(in.readerIndex() + length);
    return true;
  }

  private static int crc(ByteBuf bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.nioBuffer(bytes.readerIndex(), length));
    return (int) crc.getValue();
  }

  /** The number that frames carry to say which stream they are of. */
  static long id(StreamEntry stream) {
    return HexFormat.fromHexDigitsToLong(stream.digest(), 0, ID_DIGITS);
  }
}
