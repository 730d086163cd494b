package dev.sirencast.transport.publish;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;

/**
 * The bytes between a subscriber and a publisher over TCP; integers are big-endian.
 *
 * <pre>
 *   subscriber                                   publisher
 *   {@code Greeting.SUBSCRIBER}        ---->
 *                                      <----     {@code Greeting.PUBLISHER}
 *
 *   0      1            5
 *   | type | length u32 | body of that length
 *
 *   type         from         body
 *   1  LIST      subscriber   nothing
 *   2  OPEN      subscriber   a name, UTF-8 of 1 to {@value StreamName#MAX_BYTES} bytes
 *   3  WANT      subscriber   1 bit a frame of the opened stream, set where it is there already;
 *                             frame n is bit n % 8 of byte n / 8, bit 0 the lowest
 *   4  ENTRY     publisher    SHA-256 of all frames (32), frames u32, bytes u64, name
 *   5  LISTED    publisher    u32, how many ENTRYs were sent
 *   6  STREAM    publisher    as ENTRY
 *   7  FRAME     publisher    its number u32 from 0, the frame of 1 byte or more
 *   8  DONE      publisher    u32, how many FRAMEs were sent
 *   9  REFUSED   publisher    why, UTF-8
 *
 *   LIST   is answered by ENTRYs and LISTED
 *   OPEN   by STREAM or REFUSED
 *   WANT   by the FRAMEs that are not there yet, in order, and DONE
 * </pre>
 *
 * <p>A subscriber asks for one thing at a time. What was opened stays the same until the next OPEN,
 * also where the publisher replaces the stream meanwhile.
 */
public final class CatalogWire {
  static final int LIST = 1;
  static final int OPEN = 2;
  static final int WANT = 3;
  static final int ENTRY = 4;
  static final int LISTED = 5;
  static final int STREAM = 6;
  static final int FRAME = 7;
  static final int DONE = 8;
  static final int REFUSED = 9;

  static final int HEADER_BYTES = 5;
  static final int COUNT_BYTES = 4;
  public static final int NUMBER_BYTES = 4;
  static final int DIGEST_BYTES = 32;
  public static final int ENTRY_BYTES = DIGEST_BYTES + 4 + 8;
  static final int MAX_REASON_BYTES = 1_024;

  /** What a frame takes beside its own bytes. */
  static final int FRAME_OVERHEAD = HEADER_BYTES + NUMBER_BYTES;

  private CatalogWire() {}

  static ByteBuf writeHeader(ByteBuf out, int type, int length) {
    return out.writeByte(type).writeInt(length);
  }

  /** Writes a LISTED or DONE. */
  static void writeCount(ByteBuf out, int type, int count) {
    writeHeader(out, type, COUNT_BYTES).writeInt(count);
  }

  /** Writes an OPEN or REFUSED. */
  static void writeText(ByteBuf out, int type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeHeader(out, type, bytes.length).writeBytes(bytes);
  }

  /** Writes an ENTRY or STREAM. */
  static void writeEntry(ByteBuf out, int type, StreamEntry entry) {
    int name = entry.name().getBytes(StandardCharsets.UTF_8).length;
    writeEntryBody(writeHeader(out, type, ENTRY_BYTES + name), entry);
  }

  /** Writes what an entry says of a stream. */
  public static void writeEntryBody(ByteBuf out, StreamEntry entry) {
    out.writeBytes(HexFormat.of().parseHex(entry.digest()))
        .writeInt(entry.frames())
        .writeLong(entry.bytes())
        .writeBytes(entry.name().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the body of an ENTRY or STREAM.
   *
   * @param length of the body, more than {@link #ENTRY_BYTES}
   * @throws IllegalArgumentException if it is none
   */
  public static StreamEntry readEntry(ByteBuf in, int length) {
    byte[] digest = new byte[DIGEST_BYTES];
    in.readBytes(digest);
    int frames = in.readInt();
    long bytes = in.readLong();
    String name = StreamName.read(in, length - ENTRY_BYTES);
    return new StreamEntry(name, HexFormat.of().formatHex(digest), frames, bytes);
  }

  static int mapBytes(int frames) {
    return (int) ((frames + 7L) / 8);
  }

  static void writeWant(ByteBuf out, BitSet present, int frames) {
    byte[] map = present.toByteArray();
    int length = mapBytes(frames);
    writeHeader(out, WANT, length).writeBytes(map).writeZero(length - map.length);
  }

  static BitSet readMap(ByteBuf in, int length) {
    byte[] map = new byte[length];
    in.readBytes(map);
    return BitSet.valueOf(map);
  }
}
