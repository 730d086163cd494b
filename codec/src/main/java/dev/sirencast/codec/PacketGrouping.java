package dev.sirencast.codec;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decides which tensors share packets, how many packets there are, and how they are protected.
 *
 * <p>Two groups. The <em>vital</em> one holds the first layer, the last and all biases: about 1 %
 * of a wide network's weights, which every output depends on. The other holds the hidden layers'
 * matrices. A stated overhead is spent twice as densely on the vital group, and at least two repair
 * packets there; what is left goes to the other. Without protection the compact lane has one group
 * of all tensors: a second would cost a header, for nothing.
 */
final class PacketGrouping {
  private static final int MIN_VITAL_REPAIRS = 2;

  private final SirenArchitecture architecture;
  private final List<TensorLayout> layouts;
  private final List<QuantizedTensor> tensors;
  private final Map<Integer, SymbolTable> tables;
  private final Lane lane;
  private final double overhead;
  private final int most;

  private PacketGrouping(
      SirenArchitecture architecture,
      List<TensorLayout> layouts,
      List<QuantizedTensor> tensors,
      PacketizerOptions options) {
    this.architecture = architecture;
    this.layouts = layouts;
    this.tensors = tensors;
    this.tables = CompactBodies.tables(layouts);
    this.lane = options.lane();
    this.overhead = options.overhead();
    boolean lengths = lane == Lane.COMPACT && overhead > 0;
    this.most =
        options.packetBytes()
            - PacketFormat.HEADER_BYTES
            - (lengths ? CompactBodies.LENGTH_BYTES : 0);
  }

  /**
   * How a group is cut.
   *
   * @param packets source packets
   * @param bodyBytes length of the longest body in the compact lane, else 0
   */
  private record Cut(int packets, int bodyBytes) {}

  static List<PacketGroup> group(
      SirenArchitecture architecture,
      List<TensorLayout> layouts,
      List<QuantizedTensor> tensors,
      SeededTensors seeded,
      PacketizerOptions options) {
    return new PacketGrouping(architecture, layouts, tensors, options).group(seeded);
  }

  private List<PacketGroup> group(SeededTensors seeded) {
    List<Integer> vital = new ArrayList<>();
    List<Integer> hidden = new ArrayList<>();
    boolean together = lane == Lane.COMPACT && overhead == 0;
    for (int tensor = 0; tensor < layouts.size(); tensor++) {
      if (!seeded.contains(tensor)) {
        (architecture.isHiddenMatrix(tensor) && !together ? hidden : vital).add(tensor);
      }
    }
    Cut vitalCut = cut(vital);
    Cut hiddenCut = hidden.isEmpty() ? new Cut(0, 0) : cut(hidden);
    int budget = (int) Math.round(overhead * (vitalCut.packets() + hiddenCut.packets()));
    int vitalRepairs = vitalRepairs(vitalCut.packets(), hiddenCut.packets(), budget);
    List<PacketGroup> groups = new ArrayList<>();
    groups.add(protect(vital, vitalCut, vitalRepairs));
    if (!hidden.isEmpty()) {
      groups.add(protect(hidden, hiddenCut, budget - vitalRepairs));
    }
    return groups;
  }

  private int vitalRepairs(int vital, int hidden, int budget) {
    if (hidden == 0) {
      return budget;
    }
    int wanted = Math.max(MIN_VITAL_REPAIRS, (int) Math.ceil(2 * overhead * vital));
    return Math.min(budget, wanted);
  }

  /**
   * The fewest source packets whose bodies fit. Their number has no factor in common with the
   * layers' width: otherwise a lost packet would take whole columns of a matrix, all that some
   * neurons say, instead of weights all over it.
   */
  private Cut cut(List<Integer> members) {
    GroupLayout whole = layout(members, 1);
    int packets = (int) Math.max(1, Math.ceil(bits(members, whole) / 8 / most));
    while (packets < whole.symbols()) {
      if (greatestCommonDivisor(packets, architecture.hiddenFeatures()) == 1) {
        int longest = longest(members, packets);
        if (longest <= most) {
          return new Cut(packets, lane == Lane.COMPACT ? longest : 0);
        }
      }
      packets++;
    }
    return new Cut(whole.symbols(), lane == Lane.COMPACT ? longest(members, whole.symbols()) : 0);
  }

  private double bits(List<Integer> members, GroupLayout whole) {
    if (lane == Lane.FIXED_WIDTH) {
      return whole.totalBits();
    }
    double bits = 0;
    for (int tensor : members) {
      bits += SymbolHistogram.of(tensors.get(tensor)).bits(tables.get(tensor));
    }
    return bits;
  }

  /** The length of the longest body, or of one that is too long. */
  private int longest(List<Integer> members, int packets) {
    if (lane == Lane.FIXED_WIDTH) {
      return layout(members, 1).bodyBytes(packets);
    }
    CompactBodies bodies = new CompactBodies(layout(members, packets), tables);
    int longest = 0;
    for (int packet = 0; packet < packets && longest <= most; packet++) {
      longest = Math.max(longest, bodies.encode(packet, tensors).length);
    }
    return longest;
  }

  private GroupLayout layout(List<Integer> members, int packets) {
    int declared = lane == Lane.COMPACT ? PacketFormat.MAX_BODY_BYTES : 0;
    return GroupLayout.of(architecture, layouts, new PacketGroup(members, packets, 0, 1, declared));
  }

  private static PacketGroup protect(List<Integer> tensors, Cut cut, int repairs) {
    int blocks = 1;
    while ((cut.packets() + blocks - 1) / blocks + (repairs + blocks - 1) / blocks
        > ErasureCode.MAX_SYMBOLS) {
      blocks++;
    }
    return new PacketGroup(
        tensors, cut.packets(), repairs, repairs == 0 ? 1 : blocks, cut.bodyBytes());
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
