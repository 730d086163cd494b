package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.protection.LinkEstimate;
import dev.sirencast.encoder.protection.ProtectionPlanner;
import dev.sirencast.encoder.protection.UnprotectedStream;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenNetwork;
import java.util.List;
import java.util.Objects;

/**
 * Protection that is planned for a link when the weights are known: repair packets, and what puts
 * flipped bits right, where they keep the most quality. Immutable and thread-safe.
 *
 * @param overhead bytes of protection over those of the stream without, 0 to 4
 * @param link what is prepared for
 */
public record ProtectionPlan(double overhead, LinkEstimate link) {
  /** 70 dB: nothing is planned to be better. */
  private static final double MIN_ERROR = 1e-7;

  private static final double MAX_OVERHEAD = 4;

  /** Checks the range. */
  public ProtectionPlan {
    Objects.requireNonNull(link, "link");
    if (!(overhead >= 0 && overhead <= MAX_OVERHEAD)) {
      throw new IllegalArgumentException(
          "protection takes 0 to 4 times the bytes of the stream without, got " + overhead);
    }
  }

  /** Returns options with the protection that keeps the most of a network. */
  PacketizerOptions apply(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options) {
    return ProtectionPlanner.plan(
        unprotected(network, tensors, options),
        overhead,
        link,
        network.signal().map(signal -> cleanError(network, tensors, signal)).orElse(0.0));
  }

  /** The bytes of a stream with all that its protection may take. */
  long streamBytes(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options) {
    return (long) Math.ceil(unprotected(network, tensors, options).bytes() * (1 + overhead));
  }

  private static UnprotectedStream unprotected(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options) {
    return new UnprotectedStream(
        network.description(), network.quantized(tensors), network.origin(), options);
  }

  private static double cleanError(
      TrainedNetwork network, List<QuantizedTensor> tensors, Signal signal) {
    Signal decoded =
        SirenNetwork.of(network.quantized(tensors).dequantize())
            .reconstruct(signal.format(), signal.grid());
    return Math.max(MIN_ERROR, Math.pow(10, -Psnr.decibels(signal, decoded) / 10));
  }
}
