package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.protection.PlannedPackets;
import dev.sirencast.encoder.protection.UnprotectedPatches;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** See {@link ProtectionPlan#againstFlips}. */
record FlipProtection() implements ProtectionPlan {
  @Override
  public PlannedPackets apply(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options) {
    int bits = network.quantized(tensors).narrowestBits().orElse(0);
    return PlannedPackets.of(options.withProtection(UnequalErrorProtection.againstFlips(bits)));
  }

  @Override
  public long streamBytes(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options) {
    return Packetizer.streamBytes(
        network.description(),
        network.quantized(tensors),
        network.origin(),
        apply(network, tensors, options).options());
  }

  @Override
  public PlannedPackets apply(UnprotectedPatches stream, double cleanError, double baseError) {
    return PlannedPackets.of(protect(stream.options()));
  }

  @Override
  public double spare() {
    return 0;
  }

  @Override
  public ProtectionPlan within(
      UnprotectedPatches stream, double cleanError, double baseError, DoubleUnaryOperator lacking) {
    return this;
  }

  @Override
  public PacketizerOptions tightest(PacketizerOptions options) {
    return protect(options);
  }

  @Override
  public long streamBytes(UnprotectedPatches stream) {
    return stream.bytes(protect(stream.options()));
  }

  /** Every bit of an entropy-coded patch matters as much. */
  private static PacketizerOptions protect(PacketizerOptions options) {
    return options.withProtection(
        options.coding().isErrorResilient()
            ? UnequalErrorProtection.patchesAgainstFlips()
            : UnequalErrorProtection.againstFlips(0));
  }
}
