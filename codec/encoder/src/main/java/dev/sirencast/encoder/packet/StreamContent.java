package dev.sirencast.encoder.packet;

import dev.sirencast.format.BlockCode;
import dev.sirencast.format.BodyLengths;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.MetadataMessage;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stream before it is packets: its manifest, and the bodies of its source packets.
 *
 * @param manifest that describes the groups
 * @param groups in the order of their packets' numbers
 * @param signed whether it will be signed, which takes bytes
 */
record StreamContent(StreamManifest manifest, List<PackedGroup> groups, boolean signed) {
  /** Copies the list. */
  StreamContent {
    groups = List.copyOf(groups);
  }

  /** Packs the symbols of a network. */
  static StreamContent of(
      SignalDescription signal,
      SirenArchitecture architecture,
      List<TensorLayout> layouts,
      short[][] symbols,
      WeightOrigin origin,
      Optional<QuantizedPatches> patches,
      PacketizerOptions options) {
    SeededTensors seeded = origin.seeded();
    SourceBodies sources = new SourceBodies(architecture, layouts, symbols, options.coding());
    List<PackedGroup> packed =
        PacketGrouping.group(architecture, layouts, sources, seeded, patches, options);
    List<PacketGroup> groups = packed.stream().map(PackedGroup::group).toList();
    OptionalInt checksum = checksum(layouts, symbols, seeded, groups, options.coding());
    StreamManifest manifest =
        new StreamManifest(
            signal,
            architecture,
            options.coding(),
            checksum.isEmpty()
                ? layouts
                : layouts.stream().map(TensorLayout::withoutChecksum).toList(),
            groups,
            options.manifestCopies().orElse(PacketizerOptions.PROTECTED_COPIES),
            options.metadata(),
            MetadataMessage.digest(options.metadata()),
            checksum,
            origin,
            patches.map(QuantizedPatches::description),
            Optional.empty());
    StreamContent content = new StreamContent(manifest, packed, options.signed());
    return options.manifestCopies().isPresent() ? content : content.withCopiesThatPay();
  }

  /**
   * The one checksum of all tensors, where a body is either exact or lost: its packet's checksum
   * says so, and nothing that is restored or corrected has to be asked which tensor is wrong.
   */
  private static OptionalInt checksum(
      List<TensorLayout> layouts,
      short[][] symbols,
      SeededTensors seeded,
      List<PacketGroup> groups,
      WeightCoding coding) {
    boolean plain = groups.stream().allMatch(group -> group.code().equals(BlockCode.NONE));
    int sent = layouts.size() - seeded.tensors().size();
    if (coding.isErrorResilient() || !plain || sent < 2) {
      return OptionalInt.empty();
    }
    short[][] all = new short[sent][];
    int next = 0;
    for (int tensor = 0; tensor < symbols.length; tensor++) {
      if (!seeded.contains(tensor)) {
        all[next++] = symbols[tensor];
      }
    }
    return OptionalInt.of(TensorLayout.checksum(all));
  }

  private StreamContent withCopiesThatPay() {
    int manifestBytes = manifestBytes();
    long others = bytes() - (long) manifest.manifestCopies() * manifestBytes;
    int copies = ManifestCopies.thatPay(manifest, manifestBytes, others);
    return copies == manifest.manifestCopies()
        ? this
        : new StreamContent(manifest.withManifestCopies(copies), groups, signed);
  }

  /** The bytes of a manifest's frame. */
  private int manifestBytes() {
    int body =
        signed
            ? ManifestSerializer.signedBytes(manifest, packing().lists(manifest).inManifest())
            : ManifestSerializer.serialize(manifest).bodyLength();
    return PacketFormat.HEADER_BYTES + body;
  }

  private DigestPacking packing() {
    int longest = MetadataMessage.frameBytes(manifest.metadata());
    for (PackedGroup group : groups) {
      BodyLengths lengths = manifest.bodyLengths(group.group());
      for (byte[] body : group.bodies()) {
        int wire = lengths.wire(PacketKind.SOURCE, body.length);
        longest = Math.max(longest, PacketFormat.HEADER_BYTES + wire);
      }
      if (group.group().repairPackets() > 0) {
        int wire = lengths.wire(PacketKind.REPAIR, lengths.symbol());
        longest = Math.max(longest, PacketFormat.HEADER_BYTES + wire);
      }
    }
    return DigestPacking.of(manifest, longest);
  }

  /** The bytes of all frames; of one that will be signed, at most: a few more than it takes. */
  long bytes() {
    long bytes = (long) manifest.manifestCopies() * manifestBytes();
    bytes += MetadataMessage.frameBytes(manifest.metadata());
    bytes += signed ? packing().bytes(manifest) : 0;
    for (PackedGroup group : groups) {
      BodyLengths lengths = manifest.bodyLengths(group.group());
      for (byte[] body : group.bodies()) {
        bytes += PacketFormat.HEADER_BYTES + lengths.wire(PacketKind.SOURCE, body.length);
      }
      int repair = PacketFormat.HEADER_BYTES + lengths.wire(PacketKind.REPAIR, lengths.symbol());
      bytes += (long) group.group().repairPackets() * repair;
    }
    return bytes;
  }
}
