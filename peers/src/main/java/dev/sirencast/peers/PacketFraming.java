package dev.sirencast.peers;

import dev.sirencast.fec.ErasureCode;
import dev.sirencast.format.checksum.ChecksumCorrection;
import dev.sirencast.format.checksum.Crc16;
import dev.sirencast.format.checksum.Crc32c;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The packets of other formats: a header of {@value #HEADER_BYTES} bytes and a body, and where
 * there is a code, repair packets behind them.
 *
 * <pre>
 *   0  2  number: source packets from 0 on, then repair packets
 *   2  2  source packets
 *   4  4  CRC-32C of the body
 *   8  2  CRC-16 of bytes 0 to 7
 *  10     body
 * </pre>
 *
 * <p>Source packets are dealt to {@code ceil(n / k)} blocks, as those of our streams are, and all
 * blocks together have {@code ceil(m n / k)} repair packets of Reed-Solomon. What the code sees of
 * a body is its length in two bytes, the body, and zeros up to the longest. Code and length of
 * packets are known to both sides.
 *
 * @param packetBytes the longest frame
 * @param sources k, source packets of a whole block
 * @param repairs m, their repair packets; 0 for none
 */
record PacketFraming(int packetBytes, int sources, int repairs) {
  static final int HEADER_BYTES = 10;
  private static final int LENGTH_BYTES = 2;
  private static final int MOST = 0xffff;

  /** What arrived: each body as it was sent, or repaired, or damaged, or not at all. */
  record Bodies(List<byte @Nullable []> sound, List<byte @Nullable []> damagedToo) {}

  /** The longest body that a source packet has room for. */
  int room() {
    return packetBytes - HEADER_BYTES - (isCoded() ? LENGTH_BYTES : 0);
  }

  boolean isCoded() {
    return repairs > 0;
  }

  /**
   * The bytes of all frames for some bodies; more than anybody asks for where there are too many.
   */
  long bytes(List<byte[]> bodies) {
    int count = bodies.size() + repairs(bodies.size());
    if (count > MOST) {
      return Long.MAX_VALUE;
    }
    long sum = (long) HEADER_BYTES * count;
    int longest = 0;
    for (byte[] body : bodies) {
      sum += body.length;
      longest = Math.max(longest, body.length);
    }
    return sum + (long) repairs(bodies.size()) * (longest + LENGTH_BYTES);
  }

  List<byte[]> frames(List<byte[]> bodies) {
    List<byte[]> frames = new ArrayList<>();
    for (byte[] body : bodies) {
      frames.add(frame(frames.size(), bodies.size(), body));
    }
    if (isCoded()) {
      int length = bodies.stream().mapToInt(body -> body.length).max().orElse(0) + LENGTH_BYTES;
      int blocks = blocks(bodies.size());
      for (int block = 0; block < blocks; block++) {
        List<byte[]> symbols = new ArrayList<>();
        for (int i = block; i < bodies.size(); i += blocks) {
          symbols.add(symbol(bodies.get(i), length));
        }
        code(bodies.size(), block)
            .encode(symbols)
            .forEach(body -> frames.add(frame(frames.size(), bodies.size(), body)));
      }
    }
    return frames;
  }

  private int blocks(int count) {
    return (count + sources - 1) / sources;
  }

  private int repairs(int count) {
    return (int) (((long) repairs * count + sources - 1) / sources);
  }

  /** Blocks differ by a packet at most. */
  private ErasureCode code(int count, int block) {
    return ErasureCode.reedSolomon(
        share(count, block, blocks(count)), share(repairs(count), block, blocks(count)));
  }

  private static int share(int all, int block, int blocks) {
    return (all - block + blocks - 1) / blocks;
  }

  private static byte[] symbol(byte[] body, int length) {
    return ByteBuffer.allocate(length).putShort((short) body.length).put(body).array();
  }

  private static byte[] frame(int number, int count, byte[] body) {
    byte[] frame =
        ByteBuffer.allocate(HEADER_BYTES + body.length)
            .putShort((short) number)
            .putShort((short) count)
            .putInt(Crc32c.of(body, 0, body.length))
            .putShort((short) 0)
            .put(body)
            .array();
    ByteBuffer.wrap(frame).putShort(HEADER_BYTES - 2, (short) Crc16.of(frame, 0, HEADER_BYTES - 2));
    return frame;
  }

  /**
   * Sorts what arrived, and repairs what can be repaired.
   *
   * @param count source packets that were sent
   * @param correcting whether one or two flipped bits of a body are put right by its checksum
   */
  Bodies bodies(List<byte[]> arrived, int count, boolean correcting) {
    int all = count + repairs(count);
    List<byte @Nullable []> sound = new ArrayList<>(Collections.nCopies(all, null));
    List<byte @Nullable []> damaged = new ArrayList<>(Collections.nCopies(all, null));
    for (byte[] frame : arrived) {
      ByteBuffer header = ByteBuffer.wrap(frame);
      if (frame.length < HEADER_BYTES
          || (short) Crc16.of(frame, 0, HEADER_BYTES - 2) != header.getShort(HEADER_BYTES - 2)
          || (header.getShort(2) & MOST) != count
          || (header.getShort(0) & MOST) >= all) {
        continue;
      }
      int length = frame.length - HEADER_BYTES;
      byte[] body = Arrays.copyOfRange(frame, HEADER_BYTES, frame.length);
      int checksum = header.getInt(4);
      boolean whole =
          Crc32c.of(body, 0, length) == checksum
              || (correcting && ChecksumCorrection.correct(body, checksum));
      (whole ? sound : damaged).set(header.getShort(0) & MOST, body);
    }
    if (isCoded()) {
      repair(sound, count);
    }
    List<byte @Nullable []> both = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      both.add(sound.get(i) != null ? sound.get(i) : damaged.get(i));
    }
    return new Bodies(sound.subList(0, count), both);
  }

  private void repair(List<byte @Nullable []> sound, int count) {
    int blocks = blocks(count);
    int firstRepair = count;
    for (int block = 0; block < blocks; block++) {
      int repairing = share(repairs(count), block, blocks);
      List<byte @Nullable []> repaired = sound.subList(firstRepair, firstRepair + repairing);
      firstRepair += repairing;
      int length =
          repaired.stream().filter(body -> body != null).mapToInt(b -> b.length).max().orElse(0);
      List<byte @Nullable []> symbols = new ArrayList<>();
      for (int i = block; i < count; i += blocks) {
        byte[] body = sound.get(i);
        symbols.add(body == null ? null : symbol(body, Math.max(length, body.length + 2)));
      }
      if (length > 0 && code(count, block).restore(symbols, repaired)) {
        for (int i = 0; i < symbols.size(); i++) {
          byte[] symbol = symbols.get(i);
          int size = ByteBuffer.wrap(symbol).getShort() & MOST;
          sound.set(
              block + i * blocks, Arrays.copyOfRange(symbol, LENGTH_BYTES, LENGTH_BYTES + size));
        }
      }
    }
  }
}
