package dev.sirencast.cli.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.TimeSpan;
import dev.sirencast.cli.encode.Effort;
import dev.sirencast.cli.encode.RobustText;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.RateOption;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.simulation.FrameContent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What decides each row's numbers, on the command line. */
final class CompareOptions {
  private static final int MAX_TRIALS = 100_000;
  private static final int MAX_THREADS = 1024;
  private static final long MAX_BYTES = 1L << 28;

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--channel",
      paramLabel = "SPEC",
      required = true,
      description = "What happens to packets; repeat it for several channels.")
  @Reads(FileNaming.CHANNEL)
  private List<String> channels = List.of();

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "50",
      description = "Transfers of each format through each channel (default: ${DEFAULT-VALUE}).")
  private int trials;

  @Grouped(OptionGroup.ROUNDING)
  @Option(
      names = "--bytes",
      paramLabel = "N",
      description =
          "Bytes of each format at the most, all packets together (default: those of the stream"
              + " that 'encode' makes in patches where no size is asked for).")
  private @Nullable Long bytes;

  @Grouped(OptionGroup.PROTECTION)
  @Option(
      names = "--fec",
      paramLabel = "CODE",
      defaultValue = "rs(204,51)",
      description =
          "The protection that every format also gets, Reed-Solomon over packets: m repair packets"
              + " for every k; what they take, the signal lacks (default: ${DEFAULT-VALUE}, 25 %%).")
  private String fec = "";

  @Option(
      names = "--packet-bytes",
      paramLabel = "N",
      defaultValue = "600",
      description = "The longest packet of every format, 64 to 1100 (default: ${DEFAULT-VALUE}).")
  private int packetBytes;

  @Grouped(OptionGroup.TRAINING)
  @Option(
      names = "--effort",
      paramLabel = "NAME",
      description = "How long our networks are trained: fast, normal or best (default: normal).")
  private @Nullable Effort effort;

  @Grouped(OptionGroup.TRAINING)
  @Option(
      names = "--time",
      paramLabel = "TIME",
      description =
          "Instead of --effort: the time for all our trainings together, such as 60s or 10m, each"
              + " with a like share. Streams then depend on the machine.")
  private @Nullable TimeSpan time;

  @Grouped(OptionGroup.ROBUSTNESS)
  @Option(
      names = "--robust",
      paramLabel = "NOISE",
      description =
          "Two rows more: patches that are trained to withstand this noise on their weights, as in"
              + " 'encode', without protection and in error-resilient coding. They take twice as long as"
              + " others, or more.")
  private @Nullable String robust;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that train and transfer (default: as many as there are processors); changes no"
              + " result.")
  private @Nullable Integer threads;

  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private RateOption rate = new RateOption();

  /**
   * Refuses what cannot be, before any long work.
   *
   * @throws CommandException if a value is out of its range, or two do not go together
   */
  void require() {
    repair();
    requireRange("--trials", trials, 1, MAX_TRIALS);
    requireRange("--threads", threads == null ? 1 : threads, 1, MAX_THREADS);
    requireRange("--bytes", bytes == null ? 1 : bytes, 1, MAX_BYTES);
    requireRange(
        "--packet-bytes",
        packetBytes,
        PacketizerOptions.MIN_PACKET_BYTES,
        PacketFormat.MAX_FRAME_BYTES);
    rate.bitsPerSecond();
    channels.forEach(text -> CommandException.checked(() -> FrameContent.unasked(text)));
    if (channels.stream().distinct().count() < channels.size()) {
      throw CommandException.usage("a --channel is given twice", null);
    }
    if (effort != null && time != null) {
      throw CommandException.usage("--time does not go with --effort", null);
    }
    training();
  }

  private static void requireRange(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw CommandException.usage(
          option + " must be " + least + " to " + most + ", got " + value, null);
    }
  }

  /** The protection that all formats get once. */
  private RepairShare repair() {
    return RepairShare.parse(fec);
  }

  private OwnTraining training() {
    return new OwnTraining(
        effort == null ? Effort.NORMAL : effort,
        Optional.ofNullable(time),
        robust == null || robust.equals("none")
            ? Optional.empty()
            : Optional.of(RobustText.parse(robust)),
        seed.value(),
        workers());
  }

  private int workers() {
    return threads == null ? Reconstruction.threads() : threads;
  }

  long seed() {
    return seed.value();
  }

  List<String> channels() {
    return channels;
  }

  /** Makes what is compared. */
  Contenders contenders(Signal signal) {
    return new Contenders(signal, bytes, packetBytes, repair(), training());
  }

  /** Sends it. */
  Comparison comparison() {
    return new Comparison(trials, seed.value(), workers(), rate.bitsPerSecond());
  }

  /** How it is compared, in words. */
  Method method(Contenders.Made made, SignalKind kind) {
    return new Method(made, kind, packetBytes, repair(), trials, training());
  }

  /**
   * What all rows share, in words.
   *
   * @param most the bytes of each
   */
  String summary(Signal signal, long most) {
    return String.format(
        Locale.ROOT,
        "%s, at most %,d bytes a format in packets of up to %d, repair %s (%.0f %%); ours trained"
            + " %s; %d transfers a row, seed %d",
        SignalText.of(SignalDescription.of(signal)),
        most,
        packetBytes,
        repair(),
        100 * repair().overhead(),
        training().text(),
        trials,
        seed.value());
  }

  /** Fills in what was asked for. */
  void addTo(ObjectNode json) {
    json.put("packet_bytes", packetBytes);
    json.put("fec", fec);
    if (time == null) {
      json.put("effort", training().effort().label());
    } else {
      json.put("time_seconds", time.seconds());
    }
    if (robust != null) {
      json.put("robust", robust);
    }
    json.put("trials", trials);
    json.put("seed", seed.value());
  }
}
