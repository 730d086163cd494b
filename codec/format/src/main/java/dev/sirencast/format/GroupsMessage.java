package dev.sirencast.format;

import dev.sirencast.proto.Manifest;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SeededTensors;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The manifest's part on packet groups. One group, the last, may leave its tensors out: it holds
 * all that are neither seeded nor in another, in their order. One that refines may leave them out
 * too: they are those of the group before it.
 */
final class GroupsMessage {
  private GroupsMessage() {}

  static void add(StreamManifest manifest, Manifest.Builder message) {
    int last = manifest.groups().size() - (manifest.patches().isPresent() ? 2 : 1);
    for (int i = 0; i <= last; i++) {
      PacketGroup group = manifest.groups().get(i);
      dev.sirencast.proto.PacketGroup.Builder one = message(group);
      boolean left =
          group.part().refining() > 0
              ? i > 0 && group.tensors().equals(manifest.groups().get(i - 1).tensors())
              : i == last && isSorted(group.tensors());
      if (!left) {
        one.addAllTensors(group.tensors());
      }
      message.addGroups(one);
    }
  }

  /** A group without its tensors. */
  static dev.sirencast.proto.PacketGroup.Builder message(PacketGroup group) {
    BlockCode code = group.code();
    return dev.sirencast.proto.PacketGroup.newBuilder()
        .setSourcePackets(group.sourcePackets())
        .setRepairPackets(code.repairPackets())
        // 1 is what every reader takes where there is nothing.
        .setBlocks(code.blocks() == 1 ? 0 : code.blocks())
        .setBodyBytes(group.bodyBytes())
        .setSkippedBits(group.part().skipped())
        .setRefiningBits(group.part().refining())
        .setParityColumns(code.columns())
        .setSliceBytes(code.sliceBytes())
        .setCorrectedBytes(code.corrected());
  }

  private static boolean isSorted(List<Integer> tensors) {
    return tensors.equals(tensors.stream().sorted().toList());
  }

  /**
   * Returns a stream's groups.
   *
   * @param tensors tensors of the network
   * @param seeded those that are not sent, all of them the network's
   * @throws IllegalArgumentException if there are more groups than tensors have bits, or one names
   *     what is none of the network's tensors, or a value is out of its range
   */
  static List<PacketGroup> parse(Manifest message, int tensors, SeededTensors seeded) {
    if (message.getGroupsCount() > tensors * QuantizedTensor.MAX_BITS) {
      throw new IllegalArgumentException(
          message.getGroupsCount() + " packet groups of a network of " + tensors + " tensors");
    }
    BitSet named = new BitSet();
    seeded.tensors().forEach(named::set);
    for (dev.sirencast.proto.PacketGroup group : message.getGroupsList()) {
      requireNamed(group, tensors);
      group.getTensorsList().forEach(named::set);
    }
    List<Integer> others = new ArrayList<>();
    for (int i = named.nextClearBit(0); i < tensors; i = named.nextClearBit(i + 1)) {
      others.add(i);
    }
    List<PacketGroup> groups = new ArrayList<>();
    for (dev.sirencast.proto.PacketGroup group : message.getGroupsList()) {
      boolean refines = group.getRefiningBits() != 0 && !groups.isEmpty();
      List<Integer> left = refines ? groups.get(groups.size() - 1).tensors() : others;
      PacketGroup one = parse(group, group.getTensorsCount() == 0 ? left : group.getTensorsList());
      if (one.tensors().isEmpty()) {
        throw new IllegalArgumentException("a packet group has tensors, got none");
      }
      groups.add(one);
    }
    if (message.hasPatches()) {
      groups.add(parse(message.getPatches().getPackets(), List.of()));
    }
    return groups;
  }

  private static void requireNamed(dev.sirencast.proto.PacketGroup group, int tensors) {
    if (group.getTensorsCount() > tensors) {
      throw new IllegalArgumentException(
          "a packet group of " + group.getTensorsCount() + " tensors of a network of " + tensors);
    }
    for (int tensor : group.getTensorsList()) {
      if (tensor < 0 || tensor >= tensors) {
        throw new IllegalArgumentException(
            "tensor "
                + Integer.toUnsignedString(tensor)
                + " in a packet group of a network of "
                + tensors);
      }
    }
  }

  private static PacketGroup parse(dev.sirencast.proto.PacketGroup group, List<Integer> tensors) {
    return new PacketGroup(
        tensors,
        new BitPlaneRange(group.getSkippedBits(), group.getRefiningBits()),
        group.getSourcePackets(),
        group.getBodyBytes(),
        new BlockCode(
            group.getRepairPackets(),
            group.getBlocks() == 0 ? 1 : group.getBlocks(),
            group.getParityColumns(),
            group.getSliceBytes(),
            group.getCorrectedBytes()));
  }
}
