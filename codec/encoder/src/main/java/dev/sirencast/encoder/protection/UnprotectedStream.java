package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.siren.SirenWeights;

/**
 * A stream before anything protects it: what it carries, and how that is packed. Immutable and
 * thread-safe.
 *
 * @param signal what is rebuilt
 * @param network its weights as symbols
 * @param origin where the weights come from
 * @param options how they are packed; protection in them is left out, and manifests that are not
 *     stated are {@link PacketizerOptions#PROTECTED_COPIES}
 */
public record UnprotectedStream(
    SignalDescription signal,
    QuantizedNetwork network,
    WeightOrigin origin,
    PacketizerOptions options) {
  /** Leaves out what protects. */
  public UnprotectedStream {
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
    return Packetizer.packetize(signal, network, origin, options.withProtection(protection));
  }

  /** Bytes of the stream without protection. */
  public long bytes() {
    return bytes(options);
  }

  /** Bytes of the stream with other options. */
  long bytes(PacketizerOptions others) {
    return Packetizer.streamBytes(signal, network, origin, others);
  }

  /** The weights as a receiver has them that misses nothing. */
  SirenWeights weights() {
    return network.dequantize();
  }

  /** Bits of the narrowest hidden matrix that is sent; the most there can be if none is. */
  int narrowestBits() {
    return network.narrowestBits().orElse(Integer.MAX_VALUE);
  }
}
