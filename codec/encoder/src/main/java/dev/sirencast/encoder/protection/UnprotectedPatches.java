package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.QuantizedNetwork;

/**
 * A stream of a signal in patches before anything protects it. Immutable and thread-safe.
 *
 * @param signal what is rebuilt
 * @param base the base network
 * @param origin of the base's weights
 * @param patches what stands on it
 * @param options how they are packed; protection in them is left out, and manifests that are not
 *     stated are as many as pay
 */
public record UnprotectedPatches(
    SignalDescription signal,
    QuantizedNetwork base,
    WeightOrigin origin,
    QuantizedPatches patches,
    PacketizerOptions options) {
  /** Leaves out what protects. */
  public UnprotectedPatches {
    options = options.withProtection(UnequalErrorProtection.NONE);
  }

  /** The same stream with a stated number of manifests. */
  UnprotectedPatches withManifestCopies(int copies) {
    return new UnprotectedPatches(
        signal, base, origin, patches, options.withManifestCopies(copies));
  }

  EncodedStream with(PacketizerOptions others) {
    return Packetizer.packetize(signal, base, origin, patches, others);
  }

  /** Bytes of the stream without protection. */
  public long bytes() {
    return bytes(options);
  }

  /** Bytes of the stream with other options. */
  public long bytes(PacketizerOptions others) {
    return Packetizer.streamBytes(signal, base, origin, patches, others);
  }
}
