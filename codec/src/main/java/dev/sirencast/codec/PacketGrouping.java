package dev.sirencast.codec;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which tensors share packets, how many packets there are, and how they are protected.
 *
 * <p>Two groups. The <em>vital</em> one holds the first layer, the last and all biases: about 1 %
 * of a wide network's weights, which every output depends on. The other holds the hidden layers'
 * matrices. A stated overhead is spent twice as densely on the vital group, and at least two repair
 * packets there; what is left goes to the other.
 */
final class PacketGrouping {
  private static final int MIN_VITAL_REPAIRS = 2;

  private PacketGrouping() {}

  static List<PacketGroup> group(
      SirenArchitecture architecture,
      List<TensorLayout> tensors,
      SeededTensors seeded,
      PacketizerOptions options) {
    List<Integer> vital = new ArrayList<>();
    List<Integer> hidden = new ArrayList<>();
    for (int tensor = 0; tensor < tensors.size(); tensor++) {
      if (!seeded.contains(tensor)) {
        (architecture.isHiddenMatrix(tensor) ? hidden : vital).add(tensor);
      }
    }
    int bodyBytes = options.packetBytes() - PacketFormat.HEADER_BYTES;
    int vitalSources = sources(architecture, tensors, vital, bodyBytes);
    int hiddenSources = hidden.isEmpty() ? 0 : sources(architecture, tensors, hidden, bodyBytes);
    int budget = (int) Math.round(options.overhead() * (vitalSources + hiddenSources));
    int vitalRepairs = vitalRepairs(options.overhead(), vitalSources, hiddenSources, budget);
    List<PacketGroup> groups = new ArrayList<>();
    groups.add(protect(vital, vitalSources, vitalRepairs));
    if (!hidden.isEmpty()) {
      groups.add(protect(hidden, hiddenSources, budget - vitalRepairs));
    }
    return groups;
  }

  private static int vitalRepairs(double overhead, int vital, int hidden, int budget) {
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
  private static int sources(
      SirenArchitecture architecture,
      List<TensorLayout> tensors,
      List<Integer> members,
      int bodyBytes) {
    GroupLayout layout = GroupLayout.of(architecture, tensors, new PacketGroup(members, 1, 0, 1));
    int packets = (int) Math.max(1, (layout.totalBits() + 8L * bodyBytes - 1) / (8L * bodyBytes));
    while (layout.bodyBytes(packets) > bodyBytes
        || greatestCommonDivisor(packets, architecture.hiddenFeatures()) > 1) {
      packets++;
    }
    return Math.min(packets, layout.symbols());
  }

  private static PacketGroup protect(List<Integer> tensors, int sources, int repairs) {
    int blocks = 1;
    while ((sources + blocks - 1) / blocks + (repairs + blocks - 1) / blocks
        > ErasureCode.MAX_SYMBOLS) {
      blocks++;
    }
    return new PacketGroup(tensors, sources, repairs, repairs == 0 ? 1 : blocks);
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
