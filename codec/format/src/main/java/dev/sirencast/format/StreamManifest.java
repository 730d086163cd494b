package dev.sirencast.format;

import dev.sirencast.patch.PatchDescription;
import dev.sirencast.siren.SirenArchitecture;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a receiver must know before it can use a stream's packets. Immutable, thread-safe.
 *
 * @param signal what is rebuilt
 * @param architecture the network; its inputs are the grid's axes, its outputs the components
 * @param coding how symbols become bytes
 * @param tensors weight and bias of layer 0, of layer 1, and so on
 * @param groups every tensor that is not seeded stands in exactly one; one more holds the patches
 * @param manifestCopies how many times the manifest stands in the stream, 1 to {@value
 *     #MAX_MANIFEST_COPIES}
 * @param metadata what the encoder's user wants to travel along, as far as it has arrived: it has a
 *     packet of its own, which may be lost
 * @param metadataDigest what is stated of that packet; empty where the stream has none
 * @param checksum CRC32C of all symbols that are sent, one tensor after another; empty where every
 *     tensor has its own
 * @param origin where the weights come from
 * @param patches the networks of patches on top of this one, which is their base; empty where there
 *     is one network alone
 */
public record StreamManifest(
    SignalDescription signal,
    SirenArchitecture architecture,
    WeightCoding coding,
    List<TensorLayout> tensors,
    List<PacketGroup> groups,
    int manifestCopies,
    SortedMap<String, MetadataValue> metadata,
    OptionalInt metadataDigest,
    OptionalInt checksum,
    WeightOrigin origin,
    Optional<PatchDescription> patches) {
  /** The most copies of the manifest in one stream. */
  public static final int MAX_MANIFEST_COPIES = 1000;

  /** Checks that the parts fit each other. */
  public StreamManifest {
    tensors = List.copyOf(tensors);
    groups = List.copyOf(groups);
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    if (architecture.inputs() != signal.grid().dimensions()
        || architecture.outputs() != signal.components()) {
      throw new IllegalArgumentException(
          "network "
              + architecture
              + " does not fit a signal of "
              + signal.grid().dimensions()
              + " axes and "
              + signal.components()
              + " components");
    }
    if (tensors.size() != architecture.tensors()) {
      throw new IllegalArgumentException(
          architecture + " has " + architecture.tensors() + " tensors, got " + tensors.size());
    }
    if (manifestCopies < 1 || manifestCopies > MAX_MANIFEST_COPIES) {
      throw new IllegalArgumentException(
          "a stream has 1 to " + MAX_MANIFEST_COPIES + " manifests, got " + manifestCopies);
    }
    if (patches.isPresent()
        && (!patches.get().grid().grid().equals(signal.grid())
            || patches.get().family().shape().outputs() != signal.components())) {
      throw new IllegalArgumentException("the patches are not this signal's");
    }
    GroupChecks.require(architecture, coding, tensors, groups, origin.seeded());
    GroupChecks.requirePatches(groups, patches);
  }

  /** The number of source packets in all groups. */
  public int sourcePackets() {
    return groups.stream().mapToInt(PacketGroup::sourcePackets).sum();
  }

  /** The number of repair packets in all groups. */
  public int repairPackets() {
    return groups.stream().mapToInt(PacketGroup::repairPackets).sum();
  }

  /** The group of the patches' packets. */
  public Optional<PacketGroup> patchGroup() {
    return groups.stream().filter(PacketGroup::isOfPatches).findFirst();
  }

  /** The number of packets in the stream: manifests, source, repair and metadata packets. */
  public int packets() {
    return manifestCopies + sourcePackets() + repairPackets() + packets(PacketKind.METADATA);
  }

  /** The number of packets of a kind. */
  public int packets(PacketKind kind) {
    return switch (kind) {
      case MANIFEST -> manifestCopies;
      case SOURCE -> sourcePackets();
      case REPAIR -> repairPackets();
      case METADATA -> metadataDigest.isPresent() ? 1 : 0;
    };
  }

  /** The group of a packet; none for one without weights, or that is none of this stream's. */
  public Optional<PacketGroup> group(WeightPacket packet) {
    int number = packet.number();
    for (PacketGroup group : groups) {
      int packets =
          switch (packet.kind()) {
            case MANIFEST, METADATA -> 0;
            case SOURCE -> group.sourcePackets();
            case REPAIR -> group.repairPackets();
          };
      if (number < packets) {
        return Optional.of(group);
      }
      number -= packets;
    }
    return Optional.empty();
  }

  /**
   * The bytes of a packet's body that are slices' checksums or parity bytes: 0 for a packet without
   * weights, and for one that is none of this stream's.
   */
  public int checkBytes(WeightPacket packet) {
    int wire = packet.bodyLength();
    int content = group(packet).map(g -> content(g.code(), packet.kind(), wire)).orElse(wire);
    return content < 0 ? 0 : wire - content;
  }

  /** This manifest with another number of copies. */
  public StreamManifest withManifestCopies(int copies) {
    return new StreamManifest(
        signal,
        architecture,
        coding,
        tensors,
        groups,
        copies,
        metadata,
        metadataDigest,
        checksum,
        origin,
        patches);
  }

  /** This manifest with the metadata that its packet brought. */
  public StreamManifest withMetadata(SortedMap<String, MetadataValue> arrived) {
    return new StreamManifest(
        signal,
        architecture,
        coding,
        tensors,
        groups,
        manifestCopies,
        arrived,
        metadataDigest,
        checksum,
        origin,
        patches);
  }

  /** The lengths of a group's bodies. */
  public BodyLengths bodyLengths(PacketGroup group) {
    int source = group.bodyBytes();
    if (group.isOfPatches()) {
      WeightCoding own = WeightCoding.of(patches.orElseThrow().coding());
      return new BodyLengths(
          own, true, source, group.code().sliceBytes(), group.code().corrected());
    }
    if (coding == WeightCoding.ERROR_RESILIENT) {
      GroupLayout layout = GroupLayout.of(architecture, tensors, group);
      source = layout.fixedBodyBytes(group.sourcePackets());
    }
    return new BodyLengths(coding, source, group.code().sliceBytes(), group.code().corrected());
  }

  private int content(BlockCode code, PacketKind kind, int wire) {
    // What is parity bytes does not depend on the group's longest body.
    return new BodyLengths(coding, 0, code.sliceBytes(), code.corrected()).content(kind, wire);
  }

  /** The rows of a tensor. */
  public int rows(int tensor) {
    return architecture.tensorRows(tensor);
  }

  /** The columns of a tensor. */
  public int columns(int tensor) {
    return architecture.tensorColumns(tensor);
  }
}
