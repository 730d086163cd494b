package dev.sirencast.cli;

import dev.sirencast.codec.EncodedStream;
import dev.sirencast.codec.Lane;
import dev.sirencast.codec.Packetizer;
import dev.sirencast.codec.PacketizerOptions;
import dev.sirencast.codec.SignalDescription;
import dev.sirencast.codec.WeightOrigin;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How weights become a stream, on the command line. */
final class PackagingOptions {
  private static final Ratio AUTOMATIC_OVERHEAD = new Ratio(0.25);

  @Option(
      names = "--bits",
      paramLabel = "N",
      defaultValue = "8",
      description = "Bits of a hidden weight, 2 to 16 (default: ${DEFAULT-VALUE}).")
  private int bits;

  @Option(
      names = "--lane",
      paramLabel = "NAME",
      defaultValue = "fixed",
      description = {
        "How symbols become bytes (default: ${DEFAULT-VALUE}):",
        "  fixed    so many bits each: a damaged packet is still of use (--policy soft)",
        "  compact  entropy-coded: fewer bytes, a damaged packet is lost"
      })
  private String lane = "fixed";

  @Option(
      names = "--protect",
      paramLabel = "HOW",
      defaultValue = "none",
      description = "none, or auto: add repair packets (default: ${DEFAULT-VALUE}).")
  private String protect = "none";

  @Option(
      names = "--overhead",
      paramLabel = "SHARE",
      description = "Repair bytes over source bytes with --protect auto (default: 25%%).")
  private @Nullable Ratio overhead;

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

  /** Bits of a hidden weight. */
  int bits() {
    return bits;
  }

  /** Checks the options before any long work begins. */
  PacketizerOptions options() {
    return CommandException.checked(
        () -> {
          if (bits < 2 || bits > 16) {
            throw new IllegalArgumentException("--bits must be 2 to 16, got " + bits);
          }
          return PacketizerOptions.DEFAULTS
              .withLane(lane())
              .withPacketBytes(packetBytes)
              .withOverhead(overhead())
              .withManifestCopies(manifestCopies)
              .withMetadata(new TreeMap<>(metadata));
        });
  }

  private Lane lane() {
    for (Lane choice : Lane.values()) {
      if (choice.label().equals(lane)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "--lane: '" + lane + "' is not known; expected fixed or compact");
  }

  private double overhead() {
    switch (protect) {
      case "none":
        if (overhead != null) {
          throw new IllegalArgumentException("--overhead goes with --protect auto");
        }
        return 0;
      case "auto":
        return (overhead == null ? AUTOMATIC_OVERHEAD : overhead).value();
      default:
        throw new IllegalArgumentException(
            "--protect: '" + protect + "' is not known; expected none or auto");
    }
  }

  /** Quantises and packetises a trained network. */
  EncodedStream pack(Signal signal, SirenWeights weights, WeightOrigin origin) {
    PacketizerOptions options = options();
    return CommandException.checked(
        () ->
            Packetizer.packetize(
                SignalDescription.of(signal),
                weights.architecture(),
                Quantizer.quantize(weights, origin.seeded(), bits),
                origin,
                options));
  }
}
