package dev.sirencast.format;

import dev.sirencast.entropy.SymbolTable;
import dev.sirencast.patch.PatchCoding;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a stream's packet groups must be before anything is made of them: every tensor that is sent
 * stands in them once, every packet holds a symbol and fits a frame, and every symbol can be read.
 */
final class GroupChecks {
  private GroupChecks() {}

  /**
   * Checks a stream's groups, in time that does not depend on how many packets they say there are.
   *
   * @param tensors as many as the architecture has
   * @throws IllegalArgumentException if they do not fit; the message says what
   */
  static void require(
      SirenArchitecture architecture,
      WeightCoding coding,
      List<TensorLayout> tensors,
      List<PacketGroup> groups,
      SeededTensors seeded) {
    requirePartition(ofTensors(groups), tensors, seeded);
    long sources = groups.stream().mapToLong(PacketGroup::sourcePackets).sum();
    long repairs = groups.stream().mapToLong(PacketGroup::repairPackets).sum();
    if (Math.max(sources, repairs) > PacketFormat.MAX_NUMBER + 1) {
      throw new IllegalArgumentException(
          "a stream has at most "
              + (PacketFormat.MAX_NUMBER + 1)
              + " packets of a kind, got "
              + Math.max(sources, repairs));
    }
    for (PacketGroup group : ofTensors(groups)) {
      requireFits(architecture, coding, tensors, group);
      if (coding == WeightCoding.ENTROPY_CODED && group.part().refining() == 0) {
        group.tensors().forEach(id -> requireTables(id, tensors.get(id), group.part().skipped()));
      }
    }
  }

  private static List<PacketGroup> ofTensors(List<PacketGroup> groups) {
    return groups.stream().filter(group -> !group.isOfPatches()).toList();
  }

  /** Checks that patches have one group, the last, each of whose packets can hold one. */
  static void requirePatches(List<PacketGroup> groups, Optional<PatchDescription> patches) {
    List<PacketGroup> own = groups.stream().filter(PacketGroup::isOfPatches).toList();
    if (own.size() != (patches.isPresent() ? 1 : 0)
        || (patches.isPresent() && !groups.get(groups.size() - 1).isOfPatches())) {
      throw new IllegalArgumentException(
          "patches have one packet group, the last, and what has none has no patches");
    }
    for (PacketGroup group : own) {
      if (group.sourcePackets() > mostPackets(patches.get())
          || longest(WeightCoding.ENTROPY_CODED, group.bodyBytes(), group)
              > PacketFormat.MAX_BODY_BYTES) {
        throw new IllegalArgumentException(
            patches.get().coded()
                + " patches do not fit "
                + group.sourcePackets()
                + " packets of "
                + PacketFormat.MAX_FRAME_BYTES
                + " bytes");
      }
    }
  }

  /** Each packet holds a patch, a patch's lowest bits, or a weight. */
  private static long mostPackets(PatchDescription patches) {
    return patches.coding() instanceof PatchCoding.Floats
        ? patches.maxWeights()
        : (long) patches.coded() + patches.refined();
  }

  private static void requirePartition(
      List<PacketGroup> groups, List<TensorLayout> tensors, SeededTensors seeded) {
    // How many of a tensor's bits the groups so far leave to later ones.
    int[] open = tensors.stream().mapToInt(TensorLayout::bits).toArray();
    for (int tensor : seeded.tensors()) {
      if (tensor >= open.length) {
        throw new IllegalArgumentException("seeded tensor " + tensor + " is none of the network's");
      }
      open[tensor] = 0;
    }
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("a stream has a packet group or more, got none");
    }
    for (PacketGroup group : groups) {
      BitPlaneRange part = group.part();
      for (int tensor : group.tensors()) {
        boolean ours = tensor >= 0 && tensor < open.length;
        int end = part.skipped() + part.refining();
        boolean follows =
            ours
                && (part.refining() == 0
                    ? open[tensor] == tensors.get(tensor).bits()
                    : open[tensor] == end);
        if (!follows || open[tensor] <= part.skipped()) {
          throw new IllegalArgumentException(
              "tensor "
                  + tensor
                  + " stands in packet groups twice, or is seeded, or none of the network's, or its"
                  + " parts do not follow each other");
        }
        open[tensor] = part.skipped();
      }
    }
    if (Arrays.stream(open).anyMatch(bits -> bits != 0)) {
      throw new IllegalArgumentException("a tensor stands in no packet group, or not all of it");
    }
  }

  /** Checks that every source packet of a group holds a symbol and that all packets fit a frame. */
  private static void requireFits(
      SirenArchitecture architecture,
      WeightCoding coding,
      List<TensorLayout> tensors,
      PacketGroup group) {
    if (coding.isLossless()) {
      requireLossless(coding, tensors, group);
    }
    GroupLayout layout = GroupLayout.of(architecture, tensors, group);
    int packets = group.sourcePackets();
    boolean fits = packets <= layout.symbols();
    if (fits) {
      int body =
          coding == WeightCoding.ERROR_RESILIENT
              ? layout.fixedBodyBytes(packets)
              : group.bodyBytes();
      fits =
          body <= PacketFormat.MAX_BODY_BYTES
              && longest(coding, body, group) <= PacketFormat.MAX_BODY_BYTES;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          layout.symbols()
              + " symbols do not fit "
              + packets
              + " packets of "
              + PacketFormat.MAX_FRAME_BYTES
              + " bytes");
    }
  }

  private static void requireLossless(
      WeightCoding coding, List<TensorLayout> tensors, PacketGroup group) {
    if (!group.part().isWhole()) {
      throw new IllegalArgumentException(
          "weight coding " + coding.label() + " has no parts of symbols");
    }
    for (int tensor : group.tensors()) {
      TensorLayout layout = tensors.get(tensor);
      if (layout.bits() != QuantizedTensor.MAX_BITS || layout.step() != 0) {
        throw new IllegalArgumentException(
            "weight coding "
                + coding.label()
                + " has "
                + QuantizedTensor.MAX_BITS
                + " bits and no steps, got "
                + layout.bits()
                + " and "
                + layout.step());
      }
    }
  }

  /** The longest body of a group on the wire, if its longest content has {@code body} bytes. */
  private static int longest(WeightCoding coding, int body, PacketGroup group) {
    BodyLengths lengths =
        new BodyLengths(coding, body, group.code().sliceBytes(), group.code().corrected());
    int repair = group.repairPackets() == 0 ? 0 : lengths.wire(PacketKind.REPAIR, lengths.symbol());
    return Math.max(repair, lengths.wire(PacketKind.SOURCE, body));
  }

  /** Checks that a tensor's model makes a table, for whole symbols and for those of its group. */
  private static void requireTables(int tensor, TensorLayout layout, int skipped) {
    try {
      SymbolTable.of(layout.model(), layout.bits());
      if (skipped > 0) {
        SymbolTable.of(layout.model(), layout.bits(), skipped);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          SirenWeights.name(tensor)
              + ": spread "
              + layout.model().spread()
              + " and deviation "
              + layout.model().deviation()
              + " are too wide for symbols of "
              + layout.bits()
              + " bits",
          e);
    }
  }
}
