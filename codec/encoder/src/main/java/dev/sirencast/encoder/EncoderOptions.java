package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.WeightCoding;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is asked of a stream: how finely weights are rounded, how they are coded and cut into
 * packets, and how these are protected. Immutable and thread-safe.
 *
 * <p>A size that is asked for is that of all frames: weights, manifests, metadata and protection. A
 * quality that is asked for is the PSNR against the network's signal, or where it brings none
 * against what its float weights reconstruct; only {@link RateTarget.PsnrDrop} needs the signal. A
 * target that is out of reach is no error: the stream is the nearest, and {@link
 * RoundedWeights#met()} says so.
 *
 * @param target how finely weights are rounded; empty where they travel as they are
 * @param way which ways of rounding are tried, where the target is not of fixed width
 * @param packets how symbols become packets; with a plan, all but the protection
 * @param plan protection that follows the symbols; empty where it is stated in {@code packets}
 */
public record EncoderOptions(
    Optional<RateTarget> target,
    RoundingWay way,
    PacketizerOptions packets,
    Optional<ProtectionPlan> plan) {
  /** Checks that what is rounded has symbols, what is not has none, and one thing protects. */
  public EncoderOptions {
    Objects.requireNonNull(way, "way");
    String coding = "weight coding " + packets.coding().label();
    require(
        target.isPresent() || packets.coding().isLossless(),
        coding + " needs a target of rounding");
    require(
        target.isEmpty() || !packets.coding().isLossless(),
        coding + " rounds nothing and takes no target");
    require(
        plan.isEmpty() || target.isPresent(),
        coding + " has no symbols to plan protection by; state it in the packets' options");
    require(
        plan.isEmpty() || packets.protection().isNone(),
        "protection is either planned or stated in the packets' options, got both");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Returns options for a target, with the best way of rounding, nothing that protects, and the
   * weight coding of {@link #codingOf}.
   */
  public static EncoderOptions of(RateTarget target) {
    return of(target, RoundingWay.AUTO, PacketizerOptions.DEFAULTS.withCoding(codingOf(target)));
  }

  /**
   * The weight coding where none is stated: error-resilient where bits are asked for, else
   * entropy-coded, which has the most quality in a number of bytes.
   */
  public static WeightCoding codingOf(RateTarget target) {
    return target.isOfFixedWidth() ? WeightCoding.ERROR_RESILIENT : WeightCoding.ENTROPY_CODED;
  }

  /**
   * Returns options for a target with stated packets and protection.
   *
   * @throws IllegalArgumentException if the packets' weight coding is lossless
   */
  public static EncoderOptions of(RateTarget target, RoundingWay way, PacketizerOptions packets) {
    return new EncoderOptions(Optional.of(target), way, packets, Optional.empty());
  }

  /** Returns options for float32 weights that travel to the bit, with nothing that protects. */
  public static EncoderOptions lossless() {
    return lossless(PacketizerOptions.DEFAULTS.withCoding(WeightCoding.FLOAT_32));
  }

  /**
   * Returns options for weights that travel to the bit.
   *
   * @throws IllegalArgumentException if the packets' weight coding is not lossless
   */
  public static EncoderOptions lossless(PacketizerOptions packets) {
    return new EncoderOptions(Optional.empty(), RoundingWay.AUTO, packets, Optional.empty());
  }

  /** Returns these options with other ways of rounding. */
  public EncoderOptions withWay(RoundingWay other) {
    return new EncoderOptions(target, other, packets, plan);
  }

  /**
   * Returns these options with protection that is planned for a link.
   *
   * @throws IllegalArgumentException if nothing is rounded, or the packets' options state
   *     protection
   */
  public EncoderOptions withPlan(ProtectionPlan plan) {
    return new EncoderOptions(target, way, packets, Optional.of(plan));
  }

  /**
   * Returns these options with other packets.
   *
   * @throws IllegalArgumentException if they do not go with the target or the plan
   */
  public EncoderOptions withPackets(PacketizerOptions packets) {
    return new EncoderOptions(target, way, packets, plan);
  }

  /** Returns these options with other metadata. */
  public EncoderOptions withMetadata(SortedMap<String, MetadataValue> metadata) {
    return withPackets(packets.withMetadata(metadata));
  }
}
