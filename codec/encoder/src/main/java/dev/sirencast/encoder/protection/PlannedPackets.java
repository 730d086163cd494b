package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.PacketizerOptions;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A stream's options with the protection that was planned. Immutable and thread-safe.
 *
 * @param options of its packets
 * @param forecast what comes of it; empty where no link was stated
 */
public record PlannedPackets(PacketizerOptions options, Optional<Forecast> forecast) {
  /**
   * What a plan expects of a link.
   *
   * @param loss of the stream's quality
   * @param enough the overhead with which nobody would miss anything, if there is one
   */
  public record Forecast(ExpectedLoss loss, OptionalDouble enough) {}

  /** Returns options that no link was planned for. */
  public static PlannedPackets of(PacketizerOptions options) {
    return new PlannedPackets(options, Optional.empty());
  }
}
