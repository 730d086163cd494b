package dev.sirencast.cli;

import dev.sirencast.codec.EncodedStream;
import dev.sirencast.codec.Lane;
import dev.sirencast.codec.MetadataValue;
import dev.sirencast.codec.PacketOrder;
import dev.sirencast.codec.Packetizer;
import dev.sirencast.codec.PacketizerOptions;
import dev.sirencast.codec.SignalDescription;
import dev.sirencast.codec.WeightOrigin;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.rounding.RateTarget;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How weights become a stream, on the command line. */
final class PackagingOptions {
  /** 70 dB: nothing is planned to be better. */
  private static final double LEAST_ERROR = 1e-7;

  @Mixin private RoundingOptions rounding = new RoundingOptions();

  @Option(
      names = "--lane",
      paramLabel = "NAME",
      description = {
        "How symbols become bytes (default: fixed with --bits, else compact):",
        "  fixed    so many bits each: a damaged packet is still of use",
        "  compact  entropy-coded: fewer bytes, a damaged packet is lost",
        "  float32, float16  the weights to the bit, nothing rounded"
      })
  private @Nullable String lane;

  /** The plan that was made last, and for what. */
  private @Nullable PacketizerOptions planned;

  private @Nullable RoundedWeights plannedFor;

  @Mixin private ProtectionOptions protection = new ProtectionOptions();

  @Option(
      names = "--order",
      paramLabel = "NAME",
      defaultValue = "spread",
      description = {
        "In which order packets are sent (default: ${DEFAULT-VALUE}):",
        "  spread       all over each other: a burst of losses takes a little of everything",
        "  progressive  coarse first: a part of the stream shows all of the signal, less exactly"
      })
  private String order = "spread";

  @Option(
      names = "--packet-bytes",
      paramLabel = "N",
      defaultValue = "1100",
      description = "The longest packet, 64 to 1100 bytes (default: ${DEFAULT-VALUE}).")
  private int packetBytes;

  @Option(
      names = "--manifest-copies",
      paramLabel = "N",
      defaultValue = "3",
      description = "Manifests in the stream; one must arrive (default: ${DEFAULT-VALUE}).")
  private int manifestCopies;

  @Option(
      names = "--meta",
      paramLabel = "KEY=TEXT",
      description = "Text that travels in the manifest; may be repeated.")
  private Map<String, String> metadata = new TreeMap<>();

  /** Checks the options before any long work begins. */
  PacketizerOptions options() {
    return CommandException.checked(
        () -> {
          if (lane().isLossless() && rounding.isStated()) {
            throw new IllegalArgumentException(
                "--lane "
                    + lane
                    + " rounds nothing; --bits, --bytes and the like do not go with it");
          }
          return PacketizerOptions.DEFAULTS
              .withLane(lane())
              .withPacketBytes(packetBytes)
              .withProtection(protection.stated(lane(), rounding.bits()))
              .withManifestCopies(manifestCopies)
              .withMetadata(values())
              .withOrder(order());
        });
  }

  private Lane lane() {
    if (lane == null) {
      return rounding.target() instanceof RateTarget.Bits ? Lane.FIXED_WIDTH : Lane.COMPACT;
    }
    for (Lane choice : Lane.values()) {
      if (choice.label().equals(lane)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "--lane: '" + lane + "' is not known; expected fixed, compact, float32 or float16");
  }

  private PacketOrder order() {
    for (PacketOrder choice : PacketOrder.values()) {
      if (choice.label().equals(order)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "--order: '" + order + "' is not known; expected spread or progressive");
  }

  /** The texts that travel in the manifest. */
  Map<String, String> metadata() {
    return new TreeMap<>(metadata);
  }

  /** Has other texts travel in the manifest than the user stated. */
  void setMetadata(Map<String, String> texts) {
    metadata = new TreeMap<>(texts);
  }

  private SortedMap<String, MetadataValue> values() {
    SortedMap<String, MetadataValue> values = new TreeMap<>();
    metadata.forEach((key, text) -> values.put(key, new MetadataValue.Text(text)));
    return values;
  }

  /**
   * Rounds a network's weights to what was asked for.
   *
   * @param signal what is at hand to compare with, or null
   * @param description of what the network stands for
   * @param unstated steps of tuning where the user states none
   */
  RoundedWeights round(
      @Nullable Signal signal,
      SignalDescription description,
      SirenWeights weights,
      WeightOrigin origin,
      int unstated,
      ProgressDisplay display) {
    PacketizerOptions options = options();
    if (options.lane().isLossless()) {
      return RoundedWeights.lossless();
    }
    boolean robust = !origin.noise().isNone();
    WeightRounding rounder =
        new WeightRounding(
            weights,
            origin.seeded(),
            description.grid(),
            description.format(),
            signal,
            robust,
            rounding.ways(),
            tensors ->
                protection.streamBytes(
                    description, weights.architecture(), tensors, origin, options));
    RateTarget target = CommandException.checked(rounding::target);
    return rounder.tune(rounder.round(target), rounding.tuneSteps(robust ? 0 : unstated), display);
  }

  /** Steps of a tuning, where the user states none so many; for the progress bar. */
  int tuneSteps(int unstated) {
    return rounding.tuneSteps(unstated);
  }

  /**
   * Cuts rounded weights into packets.
   *
   * @param signal what is at hand to compare with, or null
   */
  EncodedStream packetize(
      @Nullable Signal signal,
      SignalDescription description,
      SirenWeights weights,
      RoundedWeights rounded,
      WeightOrigin origin) {
    if (!protection.isPlanned() || options().lane().isLossless()) {
      return packetize(options(), description, weights, rounded, origin);
    }
    if (planned == null || plannedFor != rounded) {
      planned =
          CommandException.checked(
              () ->
                  protection.plan(
                      description,
                      weights.architecture(),
                      rounded.tensors(),
                      origin,
                      options(),
                      cleanError(signal, description, weights.architecture(), rounded, origin)));
      plannedFor = rounded;
    }
    return packetize(planned, description, weights, rounded, origin);
  }

  /** The protection of the stream that was packetised last, in words. */
  String protection() {
    PacketizerOptions last = planned == null ? options() : planned;
    return FecText.of(last.protection());
  }

  /** Cuts weights into packets as a trial, for the size of the manifest. */
  EncodedStream trial(
      SignalDescription description,
      SirenWeights weights,
      RoundedWeights rounded,
      WeightOrigin origin) {
    return packetize(options(), description, weights, rounded, origin);
  }

  private static double cleanError(
      @Nullable Signal signal,
      SignalDescription description,
      SirenArchitecture architecture,
      RoundedWeights rounded,
      WeightOrigin origin) {
    if (signal == null) {
      return 0;
    }
    SirenWeights received =
        origin
            .seeded()
            .fill(
                SirenWeights.of(
                    architecture,
                    rounded.tensors().stream().map(QuantizedTensor::dequantize).toList()));
    double psnr = Psnr.decibels(signal, Reconstruction.of(received, description));
    return Math.max(LEAST_ERROR, Math.pow(10, -psnr / 10));
  }

  private static EncodedStream packetize(
      PacketizerOptions options,
      SignalDescription description,
      SirenWeights weights,
      RoundedWeights rounded,
      WeightOrigin origin) {
    return CommandException.checked(
        () ->
            options.lane().isLossless()
                ? Packetizer.packetize(description, weights, origin, options)
                : Packetizer.packetize(
                    description, weights.architecture(), rounded.tensors(), origin, options));
  }
}
