package dev.sirencast.codec;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.List;

/**
 * Where a packet group's symbols lie: which packet, which tensor, which index, how many bits.
 *
 * <p>The group's symbols, one tensor after another, are dealt to its n source packets in turn:
 * symbol q goes to packet q mod n. Immutable and thread-safe.
 */
final class GroupLayout {
  private final PacketGroup group;
  private final int[] starts;
  private final int[] bits;
  private final int symbols;
  private final int bodyBytes;

  private GroupLayout(PacketGroup group, int[] starts, int[] bits, int symbols) {
    this.group = group;
    this.starts = starts;
    this.bits = bits;
    this.symbols = symbols;
    this.bodyBytes = bodyBytes(group.sourcePackets());
  }

  static GroupLayout of(
      SirenArchitecture architecture, List<TensorLayout> tensors, PacketGroup group) {
    int count = group.tensors().size();
    int[] starts = new int[count + 1];
    int[] bits = new int[count];
    for (int i = 0; i < count; i++) {
      int tensor = group.tensors().get(i);
      int size = architecture.rows(tensor / 2) * SirenWeights.columns(architecture, tensor);
      starts[i + 1] = starts[i] + size;
      bits[i] = tensors.get(tensor).bits();
    }
    return new GroupLayout(group, starts, bits, starts[count]);
  }

  /** Checks that every source packet of a group holds a symbol and fits a frame. */
  static void requireFits(
      SirenArchitecture architecture, List<TensorLayout> tensors, PacketGroup group) {
    GroupLayout layout = of(architecture, tensors, group);
    if (group.sourcePackets() > layout.symbols || layout.bodyBytes > PacketFormat.MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          layout.symbols
              + " symbols do not fit "
              + group.sourcePackets()
              + " packets of "
              + PacketFormat.MAX_FRAME_BYTES
              + " bytes");
    }
  }

  /** The number of symbols in the group. */
  int symbols() {
    return symbols;
  }

  /** The bits of all symbols together. */
  long totalBits() {
    long total = 0;
    for (int i = 0; i < bits.length; i++) {
      total += (long) bits[i] * (starts[i + 1] - starts[i]);
    }
    return total;
  }

  /** The length of the body of every packet of the group. */
  int bodyBytes() {
    return bodyBytes;
  }

  /** The length that bodies would have if the symbols were dealt to {@code packets} packets. */
  int bodyBytes(int packets) {
    long longest = 0;
    for (int packet = 0; packet < packets; packet++) {
      long total = 0;
      for (int i = 0; i < bits.length; i++) {
        total +=
            (long) bits[i]
                * (dealt(starts[i + 1], packet, packets) - dealt(starts[i], packet, packets));
      }
      longest = Math.max(longest, total);
    }
    return (int) Math.min(Integer.MAX_VALUE, (longest + 7) / 8);
  }

  /** How many of the symbols before {@code end} go to a packet. */
  private static int dealt(int end, int packet, int packets) {
    return (end - packet + packets - 1) / packets;
  }

  /** Receives the symbols of a packet one after another. */
  interface SymbolVisitor {
    /**
     * Visits a symbol.
     *
     * @param tensor the tensor's number in the stream
     * @param index the symbol's row-major index in the tensor
     * @param bits the symbol's width
     */
    void visit(int tensor, int index, int bits);
  }

  /** Visits the symbols of one source packet in the order in which its body holds them. */
  void forEachSymbol(int packet, SymbolVisitor visitor) {
    int slot = 0;
    for (int q = packet; q < symbols; q += group.sourcePackets()) {
      while (q >= starts[slot + 1]) {
        slot++;
      }
      visitor.visit(group.tensors().get(slot), q - starts[slot], bits[slot]);
    }
  }
}
