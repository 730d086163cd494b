package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.Lane;
import dev.sirencast.format.MetadataValue;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is asked of a stream: how finely weights are rounded, how they are coded and cut into
 * packets, and how these are protected. Immutable and thread-safe.
 *
 * <p>A size that is asked for is that of all frames: weights, manifests, metadata and protection.
 *
 * @param target how finely weights are rounded; empty where they travel as they are
 * @param way which ways of rounding are tried
 * @param packets how symbols become packets; with a plan, all but the protection
 * @param plan protection that follows the symbols; empty where it is stated in {@code packets}
 */
public record EncoderOptions(
    Optional<RateTarget> target,
    RoundingWay way,
    PacketizerOptions packets,
    Optional<ProtectionPlan> plan) {
  /** Checks that what is rounded has symbols, and what is not has none. */
  public EncoderOptions {
    Objects.requireNonNull(way, "way");
    if (target.isEmpty() != packets.lane().isLossless() || (target.isEmpty() && plan.isPresent())) {
      throw new IllegalArgumentException(
          "weight coding "
              + packets.lane().label()
              + (target.isEmpty()
                  ? " needs a target of rounding"
                  : " rounds nothing and takes no target"));
    }
  }

  /** Returns options for a target, with the best way of rounding and nothing that protects. */
  public static EncoderOptions of(RateTarget target) {
    return of(target, RoundingWay.AUTO, PacketizerOptions.DEFAULTS.withLane(laneOf(target)));
  }

  /**
   * The weight coding where none is stated: error-resilient where bits are asked for, else
   * entropy-coded, which has the most quality in a number of bytes.
   */
  public static Lane laneOf(RateTarget target) {
    return target instanceof RateTarget.Bits ? Lane.FIXED_WIDTH : Lane.COMPACT;
  }

  /** Returns options for a target with stated packets and protection. */
  public static EncoderOptions of(RateTarget target, RoundingWay way, PacketizerOptions packets) {
    return new EncoderOptions(Optional.of(target), way, packets, Optional.empty());
  }

  /** Returns options for weights that travel to the bit, in a lossless weight coding. */
  public static EncoderOptions lossless(PacketizerOptions packets) {
    return new EncoderOptions(Optional.empty(), RoundingWay.AUTO, packets, Optional.empty());
  }

  /** Returns these options with protection that is planned for a link. */
  public EncoderOptions withPlan(ProtectionPlan plan) {
    return new EncoderOptions(target, way, packets, Optional.of(plan));
  }

  /** Returns these options with other packets. */
  public EncoderOptions withPackets(PacketizerOptions packets) {
    return new EncoderOptions(target, way, packets, plan);
  }

  /** Returns these options with other metadata. */
  public EncoderOptions withMetadata(SortedMap<String, MetadataValue> metadata) {
    return withPackets(packets.withMetadata(metadata));
  }
}
