package dev.sirencast.codec;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
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
    this.bodyBytes = group.bodyBytes() > 0 ? group.bodyBytes() : bodyBytes(group.sourcePackets());
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

  /** The length of the group's longest source body. */
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
    return Math.max(0, end - packet + packets - 1) / packets;
  }

  /** The distance of successive symbols of a packet: the number of source packets. */
  int stride() {
    return group.sourcePackets();
  }

  /** The width of a tensor's symbols. */
  int bits(int tensor) {
    return bits[group.tensors().indexOf(tensor)];
  }

  /** The symbols of one source packet, in the order in which its body holds them. */
  List<SymbolRun> runs(int packet) {
    List<SymbolRun> runs = new ArrayList<>();
    int stride = group.sourcePackets();
    for (int slot = 0; slot < bits.length; slot++) {
      int before = dealt(starts[slot], packet, stride);
      int count = dealt(starts[slot + 1], packet, stride) - before;
      if (count > 0) {
        int start = packet + before * stride - starts[slot];
        runs.add(new SymbolRun(group.tensors().get(slot), start, count));
      }
    }
    return runs;
  }
}
