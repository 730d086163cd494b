package dev.sirencast.cli;

import dev.sirencast.codec.EncodedStream;
import dev.sirencast.codec.Lane;
import dev.sirencast.codec.MetadataValue;
import dev.sirencast.codec.PacketOrder;
import dev.sirencast.codec.Packetizer;
import dev.sirencast.codec.PacketizerOptions;
import dev.sirencast.codec.SignalDescription;
import dev.sirencast.codec.StreamProtection;
import dev.sirencast.codec.WeightOrigin;
import dev.sirencast.rounding.RateTarget;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How weights become a stream, on the command line. */
final class PackagingOptions {
  private static final double MAX_OVERHEAD = 4;
  private static final Ratio AUTOMATIC_OVERHEAD = new Ratio(0.25);

  @Mixin private RoundingOptions rounding = new RoundingOptions();

  @Option(
      names = "--lane",
      paramLabel = "NAME",
      description = {
        "How symbols become bytes (default: fixed with --bits, else compact):",
        "  fixed    so many bits each: a damaged packet is still of use (--policy soft)",
        "  compact  entropy-coded: fewer bytes, a damaged packet is lost",
        "  float32, float16  the weights to the bit, nothing rounded"
      })
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
      names = "--fec",
      paramLabel = "CODE",
      description = {
        "How packets are protected, stated instead of --protect auto:",
        "  none  xor(rows,cols)  rs(k,m), with slice=BYTES (a checksum each: a flipped bit costs a"
            + " slice, not its packet) depth=BLOCKS (interleaved) and correct=BYTES (put right in every"
            + " 255, by twice as many check bytes) inside, for all packets; or by"
            + " class: 'vital=rs(20,20,slice=64); hidden=rs(200,50,slice=64)', or with the"
            + " symbols' lowest bits apart: 'vital=..; hidden=..; low=..; lowbits=3'"
      })
  private @Nullable String fec;

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
              .withProtection(protection())
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

  private StreamProtection protection() {
    if (fec != null) {
      if (!protect.equals("none") || overhead != null) {
        throw new IllegalArgumentException("--fec states what --protect auto would choose");
      }
      try {
        return FecText.parse(fec);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--fec: " + e.getMessage(), e);
      }
    }
    switch (protect) {
      case "none":
        if (overhead != null) {
          throw new IllegalArgumentException("--overhead goes with --protect auto");
        }
        return StreamProtection.NONE;
      case "auto":
        double share = (overhead == null ? AUTOMATIC_OVERHEAD : overhead).value();
        if (!(share >= 0 && share <= MAX_OVERHEAD)) {
          throw new IllegalArgumentException("overhead must be 0 to 4 (400%), got " + share);
        }
        return StreamProtection.ofOverhead(share);
      default:
        throw new IllegalArgumentException(
            "--protect: '" + protect + "' is not known; expected none or auto");
    }
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
                Packetizer.streamBytes(
                    description, weights.architecture(), tensors, origin, options));
    RateTarget target = CommandException.checked(rounding::target);
    return rounder.tune(rounder.round(target), rounding.tuneSteps(robust ? 0 : unstated), display);
  }

  /** Steps of a tuning, where the user states none so many; for the progress bar. */
  int tuneSteps(int unstated) {
    return rounding.tuneSteps(unstated);
  }

  /** Cuts rounded weights into packets. */
  EncodedStream packetize(
      SignalDescription description,
      SirenWeights weights,
      RoundedWeights rounded,
      WeightOrigin origin) {
    PacketizerOptions options = options();
    return CommandException.checked(
        () ->
            options.lane().isLossless()
                ? Packetizer.packetize(description, weights, origin, options)
                : Packetizer.packetize(
                    description, weights.architecture(), rounded.tensors(), origin, options));
  }
}
