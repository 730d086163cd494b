package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.List;

/**
 * A stream before anything protects it: what it carries, and how that is packed. Immutable and
 * thread-safe.
 *
 * @param signal what is rebuilt
 * @param architecture the network
 * @param tensors weight and bias of layer 0, of layer 1, and so on
 * @param origin where the weights come from
 * @param options how they are packed; protection in them is left out, and manifests that are not
 *     stated are {@link PacketizerOptions#PROTECTED_COPIES}
 */
public record UnprotectedStream(
    SignalDescription signal,
    SirenArchitecture architecture,
    List<QuantizedTensor> tensors,
    WeightOrigin origin,
    PacketizerOptions options) {
  /** Copies the list. */
  public UnprotectedStream {
    tensors = List.copyOf(tensors);
    options =
        options
            .withProtection(UnequalErrorProtection.NONE)
            .withManifestCopies(
                options.manifestCopies().orElse(PacketizerOptions.PROTECTED_COPIES));
  }

  /** How many manifests there are at least: as many as are stated, or as a bad link asks for. */
  int manifestCopies() {
    return options.manifestCopies().orElseThrow();
  }

  /** The stream with protection. */
  EncodedStream with(UnequalErrorProtection protection) {
    return Packetizer.packetize(
        signal, architecture, tensors, origin, options.withProtection(protection));
  }

  /** Bytes of the stream with other options. */
  long bytes(PacketizerOptions others) {
    return Packetizer.streamBytes(signal, architecture, tensors, origin, others);
  }

  /** The weights as a receiver has them that misses nothing. */
  SirenWeights weights() {
    return origin
        .seeded()
        .fill(
            SirenWeights.of(
                architecture, tensors.stream().map(QuantizedTensor::dequantize).toList()));
  }

  /** Bits of the narrowest hidden matrix that is sent. */
  int narrowestBits() {
    int narrowest = Integer.MAX_VALUE;
    for (int id = 0; id < tensors.size(); id++) {
      if (architecture.isHiddenMatrix(id) && !origin.seeded().contains(id)) {
        narrowest = Math.min(narrowest, tensors.get(id).bits());
      }
    }
    return narrowest;
  }
}
