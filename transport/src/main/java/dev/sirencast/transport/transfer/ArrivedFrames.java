package dev.sirencast.transport.transfer;

import io.netty.buffer.ByteBuf;
import java.util.BitSet;

/**
 * Which numbered frames have arrived intact, and how a receiver says which are missing (NACK). Not
 * thread-safe.
 */
final class ArrivedFrames {
  private final BitSet arrived = new BitSet();

  void add(int sequence) {
    arrived.set(sequence);
  }

  /**
   * Writes what is missing of so many frames: the first missing number, then a bit for each from
   * there on, 1 for missing, lowest bit first, as far as there is room.
   */
  void writeNack(ByteBuf out, int frames) {
    int base = arrived.nextClearBit(0);
    out.writeInt(base);
    if (base >= frames) {
      return;
    }
    BitSet missing = new BitSet();
    int end = (int) Math.min(frames, base + 8L * UdpWire.MAP_BYTES);
    missing.set(base, end);
    missing.andNot(arrived);
    byte[] map = missing.get(base, end).toByteArray();
    out.writeBytes(map);
  }

  /** Reads that, into numbers below {@code frames}. */
  static BitSet readNack(ByteBuf in, int frames) {
    long base = in.readUnsignedInt();
    byte[] map = new byte[Math.min(in.readableBytes(), UdpWire.MAP_BYTES)];
    in.readBytes(map);
    BitSet bits = BitSet.valueOf(map);
    BitSet missing = new BitSet();
    for (int bit = bits.nextSetBit(0); bit >= 0; bit = bits.nextSetBit(bit + 1)) {
      if (base + bit < frames) {
        missing.set((int) base + bit);
      }
    }
    return missing;
  }
}
