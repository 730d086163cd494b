package dev.sirencast.format;

import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a packet group's symbols lie: which packet, which tensor, which index, how many bits.
 *
 * <p>The group's symbols, one tensor after another, are dealt to its n source packets in turn:
 * symbol q goes to packet q mod n. So of every tensor a packet holds one run, n apart. Immutable
 * and thread-safe.
 */
public final class GroupLayout {
  private final List<Integer> tensors;
  private final int[] starts;
  private final int[] bits;
  private final int symbols;

  private GroupLayout(List<Integer> tensors, int[] starts, int[] bits) {
    this.tensors = tensors;
    this.starts = starts;
    this.bits = bits;
    this.symbols = starts[bits.length];
  }

  /**
   * Symbols of one tensor that follow each other in a packet's body.
   *
   * @param tensor the tensor's number in the stream
   * @param bits the width of its symbols
   * @param start row-major index of the first symbol
   * @param stride from one symbol's index to the next one's
   * @param count the number of symbols, 1 or more
   */
  public record Run(int tensor, int bits, int start, int stride, int count) {}

  /**
   * Returns where the symbols of some tensors lie.
   *
   * @param tensors the numbers of the group's tensors
   * @param part which bits of their symbols the group holds
   */
  public static GroupLayout of(
      SirenArchitecture architecture,
      List<TensorLayout> layouts,
      List<Integer> tensors,
      BitPlaneRange part) {
    int count = tensors.size();
    int[] starts = new int[count + 1];
    int[] bits = new int[count];
    for (int i = 0; i < count; i++) {
      int tensor = tensors.get(i);
      int size = architecture.tensorSize(tensor);
      starts[i + 1] = starts[i] + size;
      bits[i] = part.bits(layouts.get(tensor).bits());
    }
    return new GroupLayout(tensors, starts, bits);
  }

  /** Returns where the symbols of a group lie. */
  public static GroupLayout of(
      SirenArchitecture architecture, List<TensorLayout> layouts, PacketGroup group) {
    return of(architecture, layouts, group.tensors(), group.part());
  }

  /** The number of symbols in the group. */
  public int symbols() {
    return symbols;
  }

  /** The bits of all symbols together, at their fixed widths. */
  public long fixedBits() {
    long total = 0;
    for (int i = 0; i < bits.length; i++) {
      total += (long) bits[i] * (starts[i + 1] - starts[i]);
    }
    return total;
  }

  /**
   * The length of the longest body of symbols of fixed width, dealt to {@code packets} packets; in
   * time that does not depend on how many they are.
   *
   * @param packets 1 or more, and no more than there are symbols
   */
  public int fixedBodyBytes(int packets) {
    // From one packet to the next a body changes only where the dealing came to a tensor's end.
    long longest = 0;
    for (int start : starts) {
      longest = Math.max(longest, bitsOf(start % packets, packets));
    }
    return (int) Math.min(Integer.MAX_VALUE, (longest + 7) / 8);
  }

  private long bitsOf(int packet, int packets) {
    long total = 0;
    for (int i = 0; i < bits.length; i++) {
      total +=
          (long) bits[i]
              * (dealt(starts[i + 1], packet, packets) - dealt(starts[i], packet, packets));
    }
    return total;
  }

  /** How many of the symbols before {@code end} go to a packet. */
  private static int dealt(int end, int packet, int packets) {
    return (end - packet + packets - 1) / packets;
  }

  /** The symbols of one of {@code packets} packets, in the order in which its body holds them. */
  public List<Run> runs(int packet, int packets) {
    List<Run> runs = new ArrayList<>(bits.length);
    for (int i = 0; i < bits.length; i++) {
      int before = dealt(starts[i], packet, packets);
      int count = dealt(starts[i + 1], packet, packets) - before;
      if (count > 0) {
        int start = packet + before * packets - starts[i];
        runs.add(new Run(tensors.get(i), bits[i], start, packets, count));
      }
    }
    return runs;
  }
}
