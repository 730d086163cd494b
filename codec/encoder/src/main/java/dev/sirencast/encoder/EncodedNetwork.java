package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.protection.PlannedPackets;
import dev.sirencast.format.WeightCoding;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A network as a stream. Immutable and thread-safe.
 *
 * @param rounded its symbols, and how they were found
 * @param packets how they were cut into packets, with the protection that was planned
 * @param forecast what that plan expects of a link; empty where none was planned for
 * @param stream all frames
 */
public record EncodedNetwork(
    RoundedWeights rounded,
    PacketizerOptions packets,
    Optional<PlannedPackets.Forecast> forecast,
    EncodedStream stream) {

  static EncodedNetwork of(TrainedNetwork network, RoundedWeights rounded, PlannedPackets planned) {
    PacketizerOptions packets = planned.options();
    WeightCoding coding = packets.coding();
    EncodedStream stream =
        coding.isLossless()
            ? Packetizer.packetize(
                network.description(), network.weights(), network.origin(), packets)
            : Packetizer.packetize(
                network.description(),
                network.quantized(rounded.tensors()),
                network.origin(),
                packets);
    return new EncodedNetwork(rounded, packets, planned.forecast(), stream);
  }

  /**
   * The same symbols and protection, of a network that is decoded otherwise.
   *
   * @throws IllegalArgumentException if the network does not fit the symbols
   */
  public EncodedNetwork as(TrainedNetwork network) {
    return of(network, rounded, new PlannedPackets(packets, forecast));
  }

  /** The same with another stream of the same packets, such as a signed one. */
  public EncodedNetwork withStream(UnaryOperator<EncodedStream> made) {
    return new EncodedNetwork(rounded, packets, forecast, made.apply(stream));
  }
}
