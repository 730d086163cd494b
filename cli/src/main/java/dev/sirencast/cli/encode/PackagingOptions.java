package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.ComputeOptions;
import dev.sirencast.cli.options.ProtectionOptions;
import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.encoder.ProtectionPlan;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.format.MetadataMessage;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.trainer.rate.EngineTuner;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How weights become a stream, on the command line. */
public final class PackagingOptions {
  @Mixin private RoundingOptions rounding = new RoundingOptions();

  @Grouped(OptionGroup.ROUNDING)
  @Option(
      names = "--coding",
      paramLabel = "NAME",
      description = {
        "How weights become bytes (default: entropy-coded with --bytes, --psnr-drop or --rate-lambda,"
            + " else error-resilient):",
        "  error-resilient   a fixed number of bits each: a damaged packet is still of use",
        "  entropy-coded     fewer bytes, a damaged packet is lost",
        "  float32, float16  the weights to the bit, nothing rounded"
      })
  private @Nullable WeightCoding coding;

  @Option(names = "--lane", hidden = true, description = "As --coding.")
  private @Nullable WeightCoding olderCoding;

  @Mixin private SigningOption signing = new SigningOption();

  @Mixin private ProtectionOptions protection = new ProtectionOptions();

  @Option(
      names = "--order",
      paramLabel = "NAME",
      description = {
        "In which order packets are sent (default: local with patches, else spread):",
        "  local        the base, then whole patches, neighbours far apart: losses leave holes that"
            + " are scattered",
        "  spread       all over each other: a burst of losses takes a little of everything",
        "  progressive  coarse first: a part of the stream shows all of the signal, less exactly;"
            + " with patches the base, then those that bring most"
      })
  private @Nullable PacketOrder order;

  @Option(
      names = "--packet-bytes",
      paramLabel = "N",
      defaultValue = "1100",
      description = "The longest packet, 64 to 1100 bytes (default: ${DEFAULT-VALUE}).")
  private int packetBytes;

  @Grouped(OptionGroup.PROTECTION)
  @Option(
      names = "--manifest-copies",
      paramLabel = "N",
      description =
          "Manifests in the stream; one must arrive (default: 3 with protection and with"
              + " error-resilient coding; else 1 to 3, by what they take of the bytes; of patches 5,"
              + " of few 1 to 5).")
  private @Nullable Integer manifestCopies;

  @Option(
      names = "--meta",
      paramLabel = "KEY=TEXT",
      description = "Text that travels along, once, in a packet of its own; may be repeated.")
  private Map<String, String> metadata = new TreeMap<>();

  /**
   * Returns the encoder that was asked for; to be called before any long work begins.
   *
   * @param unstated steps of tuning where the user states none
   * @param compute what they are computed on
   */
  public StreamEncoder encoder(int unstated, ComputeOptions compute) {
    return encoder(unstated, compute, false);
  }

  /**
   * Returns the encoder that was asked for.
   *
   * @param unstated steps of tuning where the user states none
   * @param compute what they are computed on
   * @param quick whether nothing slow is tried unasked
   */
  public StreamEncoder encoder(int unstated, ComputeOptions compute, boolean quick) {
    StreamEncoder encoder = StreamEncoder.of(options(quick));
    int steps = tuneSteps(unstated);
    return steps == 0
        ? encoder
        : encoder.withTuner(
            new EngineTuner(steps, compute.engine(), compute.device(), compute.threads()));
  }

  /**
   * Reads the files that options name; to be called before any long work begins.
   *
   * @throws IOException if one cannot be read
   */
  public void readFiles() throws IOException {
    signing.read();
  }

  /** Who signs, by the key's name; to be called when the files have been read. */
  Optional<String> signer() {
    return signing.signer();
  }

  /** Returns the stream as it is written: signed, where a key is named. */
  public EncodedStream signed(EncodedStream stream) {
    return signing.applyTo(stream);
  }

  /** The option for twice the bytes, or another one where no size is asked for. */
  String twice(String other) {
    return rounding.twice(other);
  }

  /** Whether it is said how finely weights are rounded. */
  public boolean isRoundingStated() {
    return rounding.isStated();
  }

  /** The bytes that were asked for; the most that there are where none were. */
  public long bytes() {
    return patchRounding() instanceof PatchRounding.Bytes asked ? asked.bytes() : Long.MAX_VALUE;
  }

  /** How finely patches are rounded. */
  public PatchRounding patchRounding() {
    return CommandException.checked(rounding::ofPatches);
  }

  /** How a signal in patches is cut into packets. */
  public PacketizerOptions patchPackets() {
    return CommandException.checked(
        () -> {
          requireRounds(patchCoding());
          PacketizerOptions options =
              packets(patchCoding()).withOrder(order == null ? PacketOrder.LOCAL : order);
          boolean isProtected = !options.protection().isNone() || protection.isPlanned();
          // A plan chooses among lengths; headers of repair packets call for long ones.
          boolean isStated = packetBytes != PacketizerOptions.DEFAULTS.packetBytes();
          return isStated || isProtected
              ? options
              : options.withPacketBytes(PatchPackets.PACKET_BYTES);
        });
  }

  /** Protection of a signal in patches that is to be planned. */
  public Optional<ProtectionPlan> patchPlan() {
    return protection.plan(patchCoding());
  }

  /** Refuses what no training gives: weights that are float16 to the bit. */
  void requireTrainable() {
    if (stated() == WeightCoding.FLOAT_16) {
      throw CommandException.usage(
          "--coding float16 is for 'pack' of a file of float16; weights that are trained are"
              + " float32: use --coding float32",
          null);
    }
  }

  /** The overhead that planned protection may take. */
  public double overhead() {
    return protection.overhead();
  }

  /** Refuses what is for patches alone. */
  public void requireOneNetwork() {
    if (order == PacketOrder.LOCAL) {
      throw CommandException.usage("--order local goes with patches", null);
    }
  }

  /** Steps of tuning, where the user states none so many. */
  public int tuneSteps(int unstated) {
    return rounding.tuneSteps(unstated);
  }

  private EncoderOptions options(boolean quick) {
    return CommandException.checked(
        () -> {
          WeightCoding coding = coding();
          requireRounds(coding);
          return new EncoderOptions(
              coding.isLossless() ? Optional.empty() : Optional.of(rounding.target()),
              rounding.way(quick),
              packets(coding),
              protection.plan(coding));
        });
  }

  private void requireRounds(WeightCoding coding) {
    if (coding.isLossless() && rounding.isStated()) {
      throw new IllegalArgumentException(
          "--coding "
              + coding.label()
              + " rounds nothing; --bits, --bytes and the like do not go with it");
    }
  }

  private PacketizerOptions packets(WeightCoding coding) {
    PacketizerOptions options =
        PacketizerOptions.DEFAULTS
            .withCoding(coding)
            .withPacketBytes(packetBytes)
            .withProtection(protection.stated(coding))
            .withMetadata(values())
            .withSigned(signing.isUsed())
            .withOrder(order == null ? PacketOrder.SPREAD : order);
    return manifestCopies == null ? options : options.withManifestCopies(manifestCopies);
  }

  private SortedMap<String, MetadataValue> values() {
    SortedMap<String, MetadataValue> values = new TreeMap<>();
    metadata.forEach((key, text) -> values.put(key, new MetadataValue.Text(text)));
    try {
      MetadataMessage.frameBytes(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--meta: " + e.getMessage(), e);
    }
    return values;
  }

  private @Nullable WeightCoding stated() {
    return coding == null ? olderCoding : coding;
  }

  private WeightCoding patchCoding() {
    WeightCoding stated = stated();
    return stated == null ? WeightCoding.ENTROPY_CODED : stated;
  }

  private WeightCoding coding() {
    WeightCoding stated = stated();
    return stated == null ? EncoderOptions.codingOf(rounding.target()) : stated;
  }
}
