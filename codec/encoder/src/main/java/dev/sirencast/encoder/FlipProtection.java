package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.protection.UnprotectedPatches;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;

/** See {@link ProtectionPlan#againstFlips}. */
record FlipProtection() implements ProtectionPlan {
  @Override
  public PacketizerOptions apply(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options) {
    int bits = network.quantized(tensors).narrowestBits().orElse(0);
    return options.withProtection(UnequalErrorProtection.againstFlips(bits));
  }

  @Override
  public long streamBytes(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options) {
    return Packetizer.streamBytes(
        network.description(),
        network.quantized(tensors),
        network.origin(),
        apply(network, tensors, options));
  }

  @Override
  public PacketizerOptions apply(UnprotectedPatches stream, double cleanError, double baseError) {
    return protect(stream.options());
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
