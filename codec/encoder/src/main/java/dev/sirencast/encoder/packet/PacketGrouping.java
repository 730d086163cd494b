package dev.sirencast.encoder.packet;

import dev.sirencast.format.BitPlaneRange;
import dev.sirencast.format.BodyLengths;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which tensors share packets, how many packets there are, and how they are protected.
 *
 * <p>The <em>high-priority</em> group holds the first layer, the last and all biases: about 1 % of
 * a wide network's weights, which every output depends on. Another holds the hidden layers'
 * matrices, or two do: one without their symbols' lowest bits, and those. With entropy coding
 * without protection, where only bytes count, high-priority tensors that would not fill half a
 * packet of their own share the others'.
 *
 * <p>Where there are patches, the network is their base: all of it is of the high-priority class,
 * and patches are protected as hidden matrices otherwise are.
 *
 * <p>In {@link PacketOrder#PROGRESSIVE} the hidden matrices are in several groups: one of their
 * highest bits, and one for every bit below the symbols' root mean square.
 */
final class PacketGrouping {
  /**
   * A code of fewer packets than this needs many repair packets for little; so they are shorter.
   */
  private static final int MANY = 15;

  private static final int MIN_ROOM = 128;

  /** What protects a base at the least: it stands a loss of a fifth. */
  private static final FecScheme UNASKED = FecScheme.ofOverhead(1);

  private final SourceBodies sources;
  private final PacketizerOptions options;
  private final List<PackedGroup> groups = new ArrayList<>();

  private PacketGrouping(SourceBodies sources, PacketizerOptions options) {
    this.sources = sources;
    this.options = options;
  }

  static List<PackedGroup> group(
      SirenArchitecture architecture,
      List<TensorLayout> layouts,
      SourceBodies sources,
      SeededTensors seeded,
      Optional<QuantizedPatches> patches,
      PacketizerOptions options) {
    if (patches.isEmpty()) {
      return group(architecture, layouts, sources, seeded, options);
    }
    // The base is what every patch stands on: it has as many repair packets as there are
    // packets of it, even where nothing else has any.
    UnequalErrorProtection protection = options.protection();
    FecScheme asked = protection.highPriority();
    FecScheme base =
        asked.repair().overhead() < UNASKED.repair().overhead()
            ? new FecScheme(UNASKED.repair(), asked.depth(), asked.sliceBytes(), asked.corrected())
            : asked;
    FecScheme rest = options.patchScheme();
    List<Integer> sent = new ArrayList<>();
    for (int tensor = 0; tensor < layouts.size(); tensor++) {
      if (!seeded.contains(tensor)) {
        sent.add(tensor);
      }
    }
    PacketGrouping grouping = new PacketGrouping(sources, options);
    grouping.add(sent, BitPlaneRange.WHOLE, base);
    int room = room(options, rest, true);
    grouping.groups.add(PatchPacking.pack(patches.get(), room, rest, options.order()));
    return grouping.groups;
  }

  /** The longest body that a packet of patches may have. */
  static int longestPatch(PacketizerOptions options) {
    return room(options.withPacketBytes(PacketFormat.MAX_FRAME_BYTES), options.patchScheme(), true);
  }

  private static List<PackedGroup> group(
      SirenArchitecture architecture,
      List<TensorLayout> layouts,
      SourceBodies sources,
      SeededTensors seeded,
      PacketizerOptions options) {
    List<Integer> highPriority = new ArrayList<>();
    List<Integer> matrices = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    int narrowest = Integer.MAX_VALUE;
    for (int tensor = 0; tensor < layouts.size(); tensor++) {
      if (!seeded.contains(tensor)) {
        boolean isHidden = architecture.isHiddenMatrix(tensor);
        (isHidden ? matrices : highPriority).add(tensor);
        all.add(tensor);
        narrowest = isHidden ? Math.min(narrowest, layouts.get(tensor).bits()) : narrowest;
      }
    }
    UnequalErrorProtection protection = options.protection();
    PacketGrouping grouping = new PacketGrouping(sources, options);
    boolean inParts = options.order() == PacketOrder.PROGRESSIVE || protection.lowBits() > 0;
    if (highPriority.isEmpty()
        || matrices.isEmpty()
        || (!inParts && grouping.isShared(highPriority))) {
      FecScheme scheme = matrices.isEmpty() ? protection.highPriority() : protection.matrices();
      grouping.add(all, BitPlaneRange.WHOLE, scheme);
      return grouping.groups;
    }
    grouping.add(highPriority, BitPlaneRange.WHOLE, protection.highPriority());
    for (BitPlaneRange part : parts(sources, matrices, narrowest, options)) {
      grouping.add(matrices, part, protection.matrices(part));
    }
    return grouping.groups;
  }

  private static List<BitPlaneRange> parts(
      SourceBodies sources, List<Integer> matrices, int narrowest, PacketizerOptions options) {
    int low = options.protection().lowBits();
    List<BitPlaneRange> parts = new ArrayList<>();
    if (options.order() == PacketOrder.PROGRESSIVE) {
      for (int skipped = sources.fineBits(matrices); skipped >= 0; skipped--) {
        parts.add(new BitPlaneRange(skipped, parts.isEmpty() ? 0 : 1));
      }
    } else if (low > 0 && low < narrowest) {
      parts.add(new BitPlaneRange(low, 0));
      parts.add(new BitPlaneRange(0, low));
    } else {
      parts.add(BitPlaneRange.WHOLE);
    }
    return parts;
  }

  private boolean isShared(List<Integer> highPriority) {
    if (options.coding() != WeightCoding.ENTROPY_CODED || !options.protection().isNone()) {
      return false;
    }
    int room = options.packetBytes() - PacketFormat.HEADER_BYTES;
    List<byte[]> bodies = sources.pack(highPriority, BitPlaneRange.WHOLE, room);
    return bodies.size() == 1 && 2 * bodies.get(0).length < room;
  }

  private void add(List<Integer> tensors, BitPlaneRange part, FecScheme scheme) {
    List<byte[]> bodies = sources.pack(tensors, part, room(scheme));
    if (!scheme.repair().isNone() && bodies.size() < MANY) {
      long all = bodies.stream().mapToLong(body -> body.length).sum();
      int shorter = Math.max(MIN_ROOM, (int) ((all + MANY - 1) / MANY));
      bodies = sources.pack(tensors, part, Math.min(room(scheme), shorter));
    }
    int longest = bodies.stream().mapToInt(body -> body.length).max().orElse(0);
    PacketGroup group =
        new PacketGroup(
            tensors,
            part,
            bodies.size(),
            options.coding() == WeightCoding.ERROR_RESILIENT ? 0 : longest,
            scheme.code(bodies.size()));
    groups.add(new PackedGroup(group, bodies));
  }

  /** The longest body that fits a packet with its slices' checksums, as a repair symbol too. */
  private int room(FecScheme scheme) {
    return room(options, scheme, !options.coding().isErrorResilient());
  }

  private static int room(PacketizerOptions options, FecScheme scheme, boolean framed) {
    int wire = options.packetBytes() - PacketFormat.HEADER_BYTES;
    boolean repaired = !scheme.repair().isNone();
    int room = wire;
    while (room > 1) {
      BodyLengths lengths =
          new BodyLengths(options.coding(), framed, room, scheme.sliceBytes(), scheme.corrected());
      int repair = repaired ? lengths.wire(PacketKind.REPAIR, lengths.symbol()) : 0;
      if (Math.max(repair, lengths.wire(PacketKind.SOURCE, room)) <= wire) {
        return room;
      }
      room--;
    }
    return room;
  }
}
