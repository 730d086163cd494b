package dev.sirencast.encoder.packet;

import dev.sirencast.format.BlockCode;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.signature.ContentDigest;
import dev.sirencast.format.signature.DigestLists;
import dev.sirencast.format.signature.StreamSignature;

/**
 * How the digests of a stream are packed that will be signed.
 *
 * <p>Without a list, none of its packets is taken, so that lists are repeated as manifests are. But
 * each copy takes 16 bytes a packet: where a packet's loss is a loss anyway, at a loss p the second
 * one saves as much as p of the stream, and the third no more than p^2. What is protected has
 * three.
 *
 * @param perPacket the most digests of a packet, so that it is no longer than the others
 * @param copies how often the packets are in the stream
 */
public record DigestPacking(int perPacket, int copies) {
  /** The most digests that stand in the manifest, each of whose copies they make longer. */
  private static final int IN_MANIFEST = 8;

  /** A packet with them is shorter than a signed manifest. */
  private static final int MIN_PER_PACKET = 8;

  private static final int UNPROTECTED_COPIES = 2;
  private static final int PROTECTED_COPIES = 3;

  /**
   * Returns what suits a stream.
   *
   * @param longest bytes of its longest frame, manifests apart
   */
  public static DigestPacking of(StreamManifest manifest, int longest) {
    int fitting = (longest - PacketFormat.HEADER_BYTES) / ContentDigest.BYTES;
    // The last group holds most of the weights; the base of patches is always protected.
    PacketGroup most = manifest.groups().get(manifest.groups().size() - 1);
    boolean isPlain = most.code().equals(BlockCode.NONE);
    return new DigestPacking(
        Math.max(MIN_PER_PACKET, Math.min(StreamSignature.MAX_PER_PACKET, fitting)),
        Math.min(manifest.manifestCopies(), isPlain ? UNPROTECTED_COPIES : PROTECTED_COPIES));
  }

  /** Where the digests stand. */
  public DigestLists lists(StreamManifest manifest) {
    return DigestLists.of(manifest.contents(), perPacket, IN_MANIFEST);
  }

  /** The bytes of all frames with digests. */
  long bytes(StreamManifest manifest) {
    DigestLists lists = lists(manifest);
    long digests = (long) manifest.contents() + lists.lists() - lists.inManifest();
    long frames = (long) lists.lists() * PacketFormat.HEADER_BYTES;
    return copies * (frames + digests * ContentDigest.BYTES);
  }
}
