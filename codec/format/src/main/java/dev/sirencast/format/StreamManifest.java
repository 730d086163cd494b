package dev.sirencast.format;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.Arrays;
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
 * @param lane how symbols become bytes
 * @param tensors weight and bias of layer 0, of layer 1, and so on
 * @param groups every tensor that is not seeded stands in exactly one
 * @param manifestCopies how many times the manifest stands in the stream, 1 to {@value
 *     #MAX_MANIFEST_COPIES}
 * @param metadata what the encoder's user wants to travel along, as far as it has arrived: it has a
 *     packet of its own, which may be lost
 * @param metadataDigest what is stated of that packet; empty where the stream has none
 * @param checksum CRC32C of all symbols that are sent, one tensor after another; empty where every
 *     tensor has its own
 * @param origin where the weights come from
 */
public record StreamManifest(
    SignalDescription signal,
    SirenArchitecture architecture,
    Lane lane,
    List<TensorLayout> tensors,
    List<PacketGroup> groups,
    int manifestCopies,
    SortedMap<String, MetadataValue> metadata,
    OptionalInt metadataDigest,
    OptionalInt checksum,
    WeightOrigin origin) {
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
    requirePartition(groups, tensors, origin.seeded());
    long sources = groups.stream().mapToLong(PacketGroup::sourcePackets).sum();
    long repairs = groups.stream().mapToLong(PacketGroup::repairPackets).sum();
    if (Math.max(sources, repairs) > PacketFormat.MAX_NUMBER + 1) {
      throw new IllegalArgumentException(
          "a stream has at most "
              + (PacketFormat.MAX_NUMBER + 1)
              + " packets of a kind, got "
              + Math.max(sources, repairs));
    }
    for (PacketGroup group : groups) {
      if (lane.isLossless() && !group.part().isWhole()) {
        throw new IllegalArgumentException("the lane " + lane.label() + " has no parts of symbols");
      }
      requireFits(architecture, lane, tensors, group);
    }
  }

  /** Checks that every source packet of a group holds a symbol and that all packets fit a frame. */
  private static void requireFits(
      SirenArchitecture architecture, Lane lane, List<TensorLayout> tensors, PacketGroup group) {
    GroupLayout layout = GroupLayout.of(architecture, tensors, group);
    int packets = group.sourcePackets();
    int body =
        lane == Lane.FIXED_WIDTH
            ? layout.fixedBodyBytes(Math.min(packets, layout.symbols()))
            : group.bodyBytes();
    boolean fits = body <= PacketFormat.MAX_BODY_BYTES && packets <= layout.symbols();
    if (fits) {
      BodyLengths lengths =
          new BodyLengths(lane, body, group.code().sliceBytes(), group.code().corrected());
      int repair =
          group.repairPackets() == 0 ? 0 : lengths.wire(PacketKind.REPAIR, lengths.symbol());
      int longest = Math.max(repair, lengths.wire(PacketKind.SOURCE, body));
      fits = longest <= PacketFormat.MAX_BODY_BYTES;
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
      SymbolPart part = group.part();
      for (int tensor : group.tensors()) {
        boolean ours = tensor >= 0 && tensor < open.length;
        int end = part.skipped() + part.refining();
        boolean follows =
            ours
                && (part.refining() == 0
                    ? open[tensor] == bits(tensors, tensor)
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

  private static int bits(List<TensorLayout> tensors, int tensor) {
    return tensors.get(tensor).bits();
  }

  /** The number of source packets in all groups. */
  public int sourcePackets() {
    return groups.stream().mapToInt(PacketGroup::sourcePackets).sum();
  }

  /** The number of repair packets in all groups. */
  public int repairPackets() {
    return groups.stream().mapToInt(PacketGroup::repairPackets).sum();
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
   * The bytes of a packet's body that are slices' checksums or check bytes: 0 for a packet without
   * weights, and for one that is none of this stream's.
   */
  public int checkBytes(WeightPacket packet) {
    int wire = packet.bodyLength();
    int content =
        group(packet)
            .map(group -> BodyLengths.of(this, group).content(packet.kind(), wire))
            .orElse(wire);
    return content < 0 ? 0 : wire - content;
  }

  /** This manifest with another number of copies. */
  public StreamManifest withManifestCopies(int copies) {
    return new StreamManifest(
        signal,
        architecture,
        lane,
        tensors,
        groups,
        copies,
        metadata,
        metadataDigest,
        checksum,
        origin);
  }

  /** This manifest with the metadata that its packet brought. */
  public StreamManifest withMetadata(SortedMap<String, MetadataValue> arrived) {
    return new StreamManifest(
        signal,
        architecture,
        lane,
        tensors,
        groups,
        manifestCopies,
        arrived,
        metadataDigest,
        checksum,
        origin);
  }

  /** The rows of a tensor. */
  public int rows(int tensor) {
    return architecture.rows(tensor / 2);
  }

  /** The columns of a tensor. */
  public int columns(int tensor) {
    return SirenWeights.columns(architecture, tensor);
  }
}
