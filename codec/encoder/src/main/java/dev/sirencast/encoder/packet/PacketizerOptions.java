package dev.sirencast.encoder.packet;

import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.patch.PatchCoding;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a stream is cut into packets and protected. Immutable and thread-safe.
 *
 * @param packetBytes the longest frame, header included, {@value #MIN_PACKET_BYTES} to {@link
 *     PacketFormat#MAX_FRAME_BYTES}; smaller packets lose less at once and cost more headers. The
 *     manifest's packet is as long as it must be.
 * @param protection of every class of weights
 * @param manifestCopies how many times the manifest stands in the stream, 1 or more: without one
 *     nothing decodes; empty for as many as pay, see {@link #PROTECTED_COPIES}
 * @param coding how symbols become bytes
 * @param metadata what travels along, once, as much as fits one packet
 * @param order in which order the packets are sent
 */
public record PacketizerOptions(
    int packetBytes,
    UnequalErrorProtection protection,
    OptionalInt manifestCopies,
    WeightCoding coding,
    SortedMap<String, MetadataValue> metadata,
    PacketOrder order) {
  /** The smallest longest frame. */
  public static final int MIN_PACKET_BYTES = 64;

  /**
   * The manifests of a stream that is meant for a bad link, where no number is stated: one that is
   * protected, or whose coding bends. Others have as many while an additional one takes little of
   * their bytes.
   */
  public static final int PROTECTED_COPIES = 3;

  /** Whole datagrams, no repair packets, error-resilient coding, no metadata. */
  public static final PacketizerOptions DEFAULTS =
      new PacketizerOptions(
          PacketFormat.MAX_FRAME_BYTES,
          UnequalErrorProtection.NONE,
          OptionalInt.empty(),
          WeightCoding.ERROR_RESILIENT,
          Collections.emptySortedMap(),
          PacketOrder.SPREAD);

  /** Checks the ranges. */
  public PacketizerOptions {
    if (packetBytes < MIN_PACKET_BYTES || packetBytes > PacketFormat.MAX_FRAME_BYTES) {
      throw new IllegalArgumentException(
          "packet bytes must be "
              + MIN_PACKET_BYTES
              + " to "
              + PacketFormat.MAX_FRAME_BYTES
              + ", got "
              + packetBytes);
    }
    if (protection.lowBits() > 0 && coding.isLossless()) {
      throw new IllegalArgumentException(
          "weight coding " + coding.label() + " has no lowest bits to protect apart");
    }
    int copies = manifestCopies.orElse(1);
    if (copies < 1 || copies > StreamManifest.MAX_MANIFEST_COPIES) {
      throw new IllegalArgumentException(
          "manifest copies must be 1 to " + StreamManifest.MAX_MANIFEST_COPIES + ", got " + copies);
    }
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /** How bodies of patches hold weights. */
  PatchCoding patchCoding() {
    return switch (coding) {
      case ENTROPY_CODED -> PatchCoding.ENTROPY_CODED;
      case ERROR_RESILIENT ->
          new PatchCoding.ErrorResilient(
              protection.lowBits(),
              protection.lowBits() == 0 ? 0 : protection.matrices().corrected());
      case FLOAT_16, FLOAT_32 -> new PatchCoding.Floats(Short.SIZE * coding.symbols());
    };
  }

  /** What protects packets of patches, beside what is in their bodies. */
  FecScheme patchScheme() {
    FecScheme matrices = protection.matrices();
    return coding.isErrorResilient() && protection.lowBits() > 0
        ? matrices.withCorrected(0)
        : matrices;
  }

  /** These options with another longest frame. */
  public PacketizerOptions withPacketBytes(int bytes) {
    return new PacketizerOptions(bytes, protection, manifestCopies, coding, metadata, order);
  }

  /** These options with another protection. */
  public PacketizerOptions withProtection(UnequalErrorProtection other) {
    return new PacketizerOptions(packetBytes, other, manifestCopies, coding, metadata, order);
  }

  /** These options with a stated number of manifests. */
  public PacketizerOptions withManifestCopies(int copies) {
    return new PacketizerOptions(
        packetBytes, protection, OptionalInt.of(copies), coding, metadata, order);
  }

  /** These options with another coding. */
  public PacketizerOptions withCoding(WeightCoding other) {
    return new PacketizerOptions(packetBytes, protection, manifestCopies, other, metadata, order);
  }

  /** These options with other metadata. */
  public PacketizerOptions withMetadata(SortedMap<String, MetadataValue> values) {
    return new PacketizerOptions(packetBytes, protection, manifestCopies, coding, values, order);
  }

  /** These options with another order. */
  public PacketizerOptions withOrder(PacketOrder other) {
    return new PacketizerOptions(packetBytes, protection, manifestCopies, coding, metadata, other);
  }
}
