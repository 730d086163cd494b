package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.protection.LinkEstimate;
import dev.sirencast.encoder.protection.PatchProtectionPlanner;
import dev.sirencast.encoder.protection.PlannedPackets;
import dev.sirencast.encoder.protection.ProtectionPlanner;
import dev.sirencast.encoder.protection.UnprotectedPatches;
import dev.sirencast.encoder.protection.UnprotectedStream;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenNetwork;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** See {@link ProtectionPlan#forLink}. */
record LinkProtection(double overhead, LinkEstimate link) implements ProtectionPlan {
  /** 70 dB: nothing is planned to be better. */
  private static final double MIN_ERROR = 1e-7;

  private static final double MAX_OVERHEAD = 4;

  /** Checks the range. */
  public LinkProtection {
    Objects.requireNonNull(link, "link");
    if (!(overhead >= 0 && overhead <= MAX_OVERHEAD)) {
      throw new IllegalArgumentException(
          "protection takes 0 to 4 times the bytes of the stream without, got " + overhead);
    }
  }

  @Override
  public PlannedPackets apply(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options) {
    return new ProtectionPlanner(
            unprotected(network, tensors, options),
            link,
            network.signal().map(signal -> cleanError(network, tensors, signal)).orElse(0.0))
        .plan(overhead);
  }

  @Override
  public long streamBytes(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options) {
    return (long) Math.ceil(unprotected(network, tensors, options).bytes() * (1 + overhead));
  }

  @Override
  public PlannedPackets apply(UnprotectedPatches stream, double cleanError, double baseError) {
    return planner(stream, cleanError, baseError).plan(overhead);
  }

  @Override
  public double spare() {
    return overhead;
  }

  @Override
  public ProtectionPlan within(
      UnprotectedPatches stream, double cleanError, double baseError, DoubleUnaryOperator lacking) {
    double share = planner(stream, cleanError, baseError).share(overhead, lacking);
    return new LinkProtection(share, link);
  }

  private PatchProtectionPlanner planner(
      UnprotectedPatches stream, double cleanError, double baseError) {
    return new PatchProtectionPlanner(stream, link, Math.max(MIN_ERROR, cleanError), baseError);
  }

  @Override
  public PacketizerOptions tightest(PacketizerOptions options) {
    return PatchProtectionPlanner.tightest(options);
  }

  @Override
  public long streamBytes(UnprotectedPatches stream) {
    return (long) Math.ceil(stream.bytes() * (1 + overhead));
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
