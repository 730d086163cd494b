package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import java.util.List;
import java.util.stream.IntStream;

/** See {@link ProtectionPlan#againstFlips}. */
record FlipProtection() implements ProtectionPlan {
  @Override
  public PacketizerOptions apply(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options) {
    SirenArchitecture architecture = network.weights().architecture();
    int bits =
        IntStream.range(0, tensors.size())
            .filter(architecture::isHiddenMatrix)
            .filter(id -> !network.seeded().contains(id))
            .map(id -> tensors.get(id).bits())
            .min()
            .orElse(0);
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
}
