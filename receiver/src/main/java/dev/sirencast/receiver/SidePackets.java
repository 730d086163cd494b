package dev.sirencast.receiver;

import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.MetadataMessage;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.format.checksum.ChecksumCorrection;
import dev.sirencast.receiver.packet.FrameState;
import dev.sirencast.receiver.packet.PacketStore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The packets of a stream that hold no weights. Not thread-safe. */
final class SidePackets {
  private final byte[] first;
  private final DeliveryPolicy policy;
  private final @Nullable SignedContents signed;
  private final PacketStore manifests;
  private final PacketStore metadata;
  private final PacketStore digests;
  private StreamManifest manifest;

  /**
   * Begins with none.
   *
   * @param first body of the manifest that is known
   * @param signed what alone is taken; null for all
   */
  SidePackets(
      StreamManifest manifest,
      byte[] first,
      DeliveryPolicy policy,
      @Nullable SignedContents signed) {
    this.manifest = manifest;
    this.first = first;
    this.policy = policy;
    this.signed = signed;
    this.manifests = new PacketStore(manifest.manifestCopies());
    this.metadata = new PacketStore(manifest.packets(PacketKind.METADATA));
    this.digests = new PacketStore(manifest.packets(PacketKind.DIGESTS));
  }

  /** The manifest, with the metadata if that has come. */
  StreamManifest manifest() {
    return manifest;
  }

  FrameState placeManifest(ParsedPacket parsed, WeightPacket packet) {
    if (packet.number() >= manifests.packets()) {
      return FrameState.REJECTED;
    }
    if (!(parsed instanceof ParsedPacket.Intact)) {
      return manifests.putDamaged(packet.number(), packet.body(), 0, false);
    }
    return signed != null && !Arrays.equals(packet.body(), first)
        ? FrameState.REJECTED
        : manifests.putIntact(packet.number(), packet.body());
  }

  FrameState placeDigests(ParsedPacket parsed, WeightPacket packet) {
    if (packet.number() >= digests.packets()) {
      return FrameState.REJECTED;
    }
    if (signed != null) {
      return signed.placeList(parsed, packet, digests, policy.usesDamaged());
    }
    return parsed instanceof ParsedPacket.Intact
        ? digests.putIntact(packet.number(), packet.body())
        : digests.putDamaged(packet.number(), packet.body(), 0, false);
  }

  /** Takes the metadata, if it is what the manifest states. */
  FrameState placeMetadata(ParsedPacket parsed, WeightPacket packet) {
    int number = packet.number();
    if (number >= metadata.packets()) {
      return FrameState.REJECTED;
    }
    if (metadata.exactBody(number) != null) {
      return FrameState.DUPLICATE;
    }
    byte[] body = packet.body();
    boolean corrected =
        parsed instanceof ParsedPacket.Damaged damaged
            && policy.usesDamaged()
            && metadata.mayCorrect(number)
            && ChecksumCorrection.correct(body, damaged.checksum());
    if (!corrected && !(parsed instanceof ParsedPacket.Intact)) {
      return metadata.putDamaged(number, body, 0, false);
    }
    try {
      if (signed != null && !signed.isRight(PacketKind.METADATA, number, body)) {
        throw new InvalidStreamException("the metadata is not what was signed");
      }
      int digest = manifest.metadataDigest().orElseThrow();
      manifest = manifest.withMetadata(MetadataMessage.parse(body, digest));
      return corrected ? metadata.putCorrected(number, body) : metadata.putIntact(number, body);
    } catch (InvalidStreamException e) {
      return corrected ? metadata.putDamaged(number, body, 0, false) : FrameState.REJECTED;
    }
  }

  void count(PacketCounters tally) {
    tally.countManifests(manifests);
    tally.countMetadata(metadata);
    manifest.digestLists().ifPresent(lists -> tally.countDigests(digests, lists.lists()));
  }
}
