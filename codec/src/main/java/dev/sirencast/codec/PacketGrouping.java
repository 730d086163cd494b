package dev.sirencast.codec;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Decides which tensors share packets, how many packets there are, and how they are protected.
 *
 * <p>Two groups. The <em>vital</em> one holds the first layer, the last and all biases: about 1 %
 * of a wide network's weights, which every output depends on. The other holds the hidden layers'
 * matrices. A stated overhead is spent twice as densely on the vital group, and at least two repair
 * packets there; what is left goes to the other. In the compact lane without repair packets, where
 * only bytes count, vital tensors that would not fill half a packet of their own share the others'.
 *
 * <p>In {@link PacketOrder#PROGRESSIVE} the hidden matrices are in several groups: one of their
 * highest bits, and one for every bit below the symbols' root mean square.
 */
final class PacketGrouping {
  private static final int MIN_VITAL_REPAIRS = 2;

  private PacketGrouping() {}

  /** A group, and its source bodies. */
  record PackedGroup(PacketGroup group, List<byte[]> bodies) {}

  static List<PackedGroup> group(
      SirenArchitecture architecture,
      int tensors,
      SourceBodies sources,
      SeededTensors seeded,
      PacketizerOptions options) {
    List<Integer> vital = new ArrayList<>();
    List<Integer> hidden = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    for (int tensor = 0; tensor < tensors; tensor++) {
      if (!seeded.contains(tensor)) {
        (architecture.isHiddenMatrix(tensor) ? hidden : vital).add(tensor);
        all.add(tensor);
      }
    }
    int bodyBytes = options.packetBytes() - PacketFormat.HEADER_BYTES;
    if (options.overhead() > 0) {
      bodyBytes -= BodyLengths.prefix(options.lane());
    }
    if (vital.isEmpty() || hidden.isEmpty()) {
      return protect(List.of(all), List.of(sources.pack(all, bodyBytes)), options);
    }
    if (options.order() == PacketOrder.PROGRESSIVE) {
      return progressive(vital, hidden, sources, bodyBytes, options);
    }
    List<byte[]> vitalBodies = sources.pack(vital, bodyBytes);
    boolean shared =
        options.lane() == Lane.COMPACT
            && options.overhead() == 0
            && vitalBodies.size() == 1
            && 2 * vitalBodies.get(0).length < bodyBytes;
    return shared
        ? protect(List.of(all), List.of(sources.pack(all, bodyBytes)), options)
        : protect(
            List.of(vital, hidden), List.of(vitalBodies, sources.pack(hidden, bodyBytes)), options);
  }

  private static List<PackedGroup> progressive(
      List<Integer> vital,
      List<Integer> hidden,
      SourceBodies sources,
      int bodyBytes,
      PacketizerOptions options) {
    List<List<Integer>> members = new ArrayList<>(List.of(vital));
    List<SymbolPart> parts = new ArrayList<>(List.of(SymbolPart.WHOLE));
    for (int skipped = sources.fineBits(hidden); skipped >= 0; skipped--) {
      parts.add(new SymbolPart(skipped, members.size() > 1 ? 1 : 0));
      members.add(hidden);
    }
    List<List<byte[]>> bodies = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      bodies.add(sources.pack(members.get(i), parts.get(i), bodyBytes));
    }
    return protect(members, parts, bodies, options);
  }

  private static List<PackedGroup> protect(
      List<List<Integer>> members, List<List<byte[]>> bodies, PacketizerOptions options) {
    List<SymbolPart> whole = Collections.nCopies(members.size(), SymbolPart.WHOLE);
    return protect(members, whole, bodies, options);
  }

  private static List<PackedGroup> protect(
      List<List<Integer>> members,
      List<SymbolPart> parts,
      List<List<byte[]>> bodies,
      PacketizerOptions options) {
    int first = bodies.get(0).size();
    int all = bodies.stream().mapToInt(List::size).sum();
    int budget = (int) Math.round(options.overhead() * all);
    int vital = budget;
    if (members.size() > 1) {
      int wanted = Math.max(MIN_VITAL_REPAIRS, (int) Math.ceil(2 * options.overhead() * first));
      vital = Math.min(budget, wanted);
    }
    List<PackedGroup> groups = new ArrayList<>();
    int repairs = vital;
    int left = budget - vital;
    int sources = all - first;
    for (int i = 0; i < members.size(); i++) {
      if (i > 0) {
        // What is left, shared in proportion; halves go to the earlier ones.
        int own = bodies.get(i).size();
        repairs = (int) ((2L * left * own + sources) / (2L * sources));
        left -= repairs;
        sources -= own;
      }
      groups.add(protect(members.get(i), parts.get(i), bodies.get(i), repairs, options.lane()));
    }
    return groups;
  }

  private static PackedGroup protect(
      List<Integer> tensors, SymbolPart part, List<byte[]> bodies, int repairs, Lane lane) {
    int sources = bodies.size();
    int blocks = 1;
    while ((sources + blocks - 1) / blocks + (repairs + blocks - 1) / blocks
        > ErasureCode.MAX_SYMBOLS) {
      blocks++;
    }
    int longest = bodies.stream().mapToInt(body -> body.length).max().orElse(0);
    return new PackedGroup(
        new PacketGroup(
            tensors,
            sources,
            repairs,
            repairs == 0 ? 1 : blocks,
            lane == Lane.FIXED_WIDTH ? 0 : longest,
            part),
        bodies);
  }
}
