package dev.sirencast.format;

/**
 * The frame around every packet, on the wire and in a {@code .siren} file, which is one frame after
 * another. All numbers are big-endian.
 *
 * <pre>
 *    0                   1
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
 *   +---------------+-------+-------+
 *  0|  'S'   0x53   |vers. 1| kind  |
 *   +---------------+-------+-------+
 *  2|           stream id           |
 *  4|                               |
 *   +-------------------------------+
 *  6|    number within its kind     |
 *  8|         +---------------------+
 *   |         |     body length     |
 *   +---------+---------------------+
 * 10|      CRC32C of the body       |
 * 12|                               |
 *   +-------------------------------+
 * 14|   CRC32C of bytes 0 to 13     |
 * 16|                               |
 *   +-------------------------------+
 * 18| body, "body length" bytes, .. |
 * </pre>
 *
 * <p>Both checksums stand in the header, the body's covered by the header's: a frame whose header
 * is intact has the right checksum for its body, whatever happened to the body. So a damaged body
 * is known as damaged, never as a damaged checksum, and can be delivered softly.
 *
 * <table>
 * <caption>Kinds and their bodies</caption>
 * <tr><td>0</td><td>manifest</td><td>protobuf message {@code sirencast.v1.Manifest}, and, where
 * that is shorter, compressed with zstd (content size declared, no checksum, no dictionary), which
 * its magic number tells; numbers 0, 1, .. are copies</td></tr>
 * <tr><td>1</td><td>source</td><td>symbols in the manifest's coding, see below; numbered over all
 * groups</td></tr>
 * <tr><td>2</td><td>repair</td><td>repair bytes of the group's erasure code, see {@link
 * ErasureCode}; numbered over all groups</td></tr>
 * <tr><td>3</td><td>metadata</td><td>protobuf message {@code sirencast.v1.MetadataEntries},
 * compressed as a manifest is; number 0, once, where the manifest states its digest. It is the last
 * packet, and a stream without it decodes all the same</td></tr>
 * <tr><td>4</td><td>digests</td><td>of what packets hold, 16 bytes each, where the manifest is
 * signed ({@code SignatureMessage}); with d lists, numbers i + d, i + 2 d, .. are copies of
 * i</td></tr>
 * </table>
 *
 * <p>The stream id is the first four bytes of the SHA-256 of the manifest's uncompressed bytes:
 * packets of another stream, or of an earlier version of it, never mix with this one's.
 *
 * <p>A source body holds the symbols q, q + n, q + 2n, .. of its group, n the group's source
 * packets, or the part of them that the group holds ({@link BitPlaneRange}). In error-resilient
 * coding each takes its tensor's number of bits, first bit highest: sign (1 is negative), then
 * magnitude; the body of every source and repair packet of a group has the length of the group's
 * longest, filled up with zero bits. With entropy coding ({@code EntropyCoder} says how) each body
 * has its own length, and a repair body is computed of bodies that their length precedes in two
 * bytes and zeros follow up to the longest; the same in the lossless codings ({@code
 * FloatPlaneCoder}). Where the group says so, bodies are cut into slices with a checksum each
 * ({@code BodyFraming} draws it), which the code then restores one by one, or are followed by check
 * bytes that correct wrong ones ({@code ReedSolomonCode}), or both; the checksum in the header is
 * of all of that. All packets, frame included, hold {@value #MAX_FRAME_BYTES} bytes or fewer: one
 * datagram.
 */
public final class PacketFormat {
  /** Bytes of the header in front of every body. */
  public static final int HEADER_BYTES = 18;

  /** The longest frame, header included. */
  public static final int MAX_FRAME_BYTES = 1100;

  /** The longest body. */
  public static final int MAX_BODY_BYTES = MAX_FRAME_BYTES - HEADER_BYTES;

  /** The largest number of a packet within its kind. */
  public static final int MAX_NUMBER = (1 << 21) - 1;

  static final byte MAGIC = 0x53;
  static final int VERSION = 1;

  static final int MAGIC_AT = 0;
  static final int VERSION_AND_KIND_AT = 1;
  static final int STREAM_ID_AT = 2;
  static final int NUMBER_AND_LENGTH_AT = 6;
  static final int LENGTH_BITS = 11;
  static final int BODY_CHECKSUM_AT = 10;
  static final int HEADER_CHECKSUM_AT = 14;

  private PacketFormat() {}
}
