package dev.sirencast.cli;

import dev.sirencast.codec.EncodedStream;
import dev.sirencast.codec.Lane;
import dev.sirencast.codec.MetadataValue;
import dev.sirencast.codec.Packetizer;
import dev.sirencast.codec.PacketizerOptions;
import dev.sirencast.codec.SignalDescription;
import dev.sirencast.codec.WeightOrigin;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import java.util.Map;
import java.util.SortedMap;
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
      paramLabel = "LANE",
      description =
          "compact: the fewest bytes, a damaged packet is lost; or fixed: damaged packets can be"
              + " delivered (default: fixed for weights trained to stand noise, else compact).")
  private @Nullable String lane;

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
          lane(WeightOrigin.PLAIN);
          return PacketizerOptions.DEFAULTS
              .withPacketBytes(packetBytes)
              .withOverhead(overhead())
              .withManifestCopies(manifestCopies)
              .withMetadata(values());
        });
  }

  /** The lane: without a word, bytes count, unless the weights were trained to bear damage. */
  private Lane lane(WeightOrigin origin) {
    if (lane == null) {
      return origin.noise().isNone() ? Lane.COMPACT : Lane.FIXED_WIDTH;
    }
    for (Lane known : Lane.values()) {
      if (known.label().equals(lane) && !known.isLossless()) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "--lane: '" + lane + "' is not known; expected compact or fixed");
  }

  private SortedMap<String, MetadataValue> values() {
    SortedMap<String, MetadataValue> values = new TreeMap<>();
    metadata.forEach((key, text) -> values.put(key, new MetadataValue.Text(text)));
    return values;
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
    PacketizerOptions options = options().withLane(lane(origin));
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
