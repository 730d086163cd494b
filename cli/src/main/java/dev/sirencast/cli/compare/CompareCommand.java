package dev.sirencast.cli.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.encode.Effort;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.InputOptions;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.RateOption;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.peers.PeerFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.FrameContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: a signal as streams of ours and in other formats, through the same channels. */
@ShortHelp(
    options =
        "--channel --bytes --fec --trials --effort --resize --clip"
            + " --report --csv --seed --json --help",
    examples = {
      "compare photo.png --channel wifi --channel \"loss(20%)\"",
      "compare photo.png --channel \"ber(1e-4)\" --report photo.html"
    })
@Command(
    name = "compare",
    description = {
      "Sends a signal through channels as SirenCast streams and in other formats, in equal bytes"
          + " and with the same erasure protection, and says who is ahead.",
      "",
      "Pictures are compared with PNG and JPEG, sound with WAV and Opus. All packets count, with"
          + " their headers. Training takes most of the time.",
      ""
    },
    sortOptions = false)
public final class CompareCommand extends ConsoleCommand {
  private static final int MAX_TRIALS = 100_000;
  private static final int MAX_THREADS = 1024;
  private static final long MAX_BYTES = 1L << 28;

  @Parameters(
      paramLabel = "ORIGINAL",
      description = "A picture, CT slice or sound, as in 'encode'; or testcard[:WIDTHxHEIGHT].")
  @Reads(FileNaming.SIGNAL)
  private String original = "";

  @Mixin private InputOptions reading = new InputOptions();

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
      defaultValue = "normal",
      description = "How long our networks are trained: fast, normal or best (default: normal).")
  private Effort effort = Effort.NORMAL;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that train and transfer (default: as many as there are processors); changes no"
              + " result.")
  private @Nullable Integer threads;

  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private RateOption rate = new RateOption();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write every transfer as a row.")
  @Writes
  private @Nullable Path csv;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page: who is ahead, tables with bars, and what arrived to be seen.")
  @Writes
  private @Nullable Path html;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    RepairShare repair = RepairShare.parse(fec);
    require();
    Signal signal = reading.read(original, this::note);
    if (PeerFormat.of(signal.kind()).isEmpty()) {
      throw CommandException.usage(
          original
              + ": compare is for pictures, CT slices and sound; there is no other format"
              + " here that a "
              + signal.kind().label()
              + " is fairly compared with",
          null);
    }
    int workers = threads == null ? Reconstruction.threads() : threads;
    Contenders.Made made;
    List<ComparedRow> rows;
    boolean whole;
    try (Interrupt interrupt = interruptible();
        ProgressDisplay display = progress("base", 0, "steps")) {
      note(original + ": " + SignalText.of(SignalDescription.of(signal)));
      made =
          new Contenders(signal, bytes, packetBytes, repair, effort, seed.value(), workers)
              .make(this, interrupt, display);
      rows = transfer(made, workers, interrupt, display);
      whole = !interrupt.requested();
    }
    if (rows.isEmpty()) {
      throw CommandException.failure("ended before the first transfer was done", null);
    }
    if (!whole) {
      warn("ended early: what follows is of the transfers that were done");
    }
    if (csv != null) {
      ComparisonCsv.write(csv, rows);
    }
    String summary = summary(signal, made.bytes(), repair);
    if (html != null) {
      new ComparisonPage(
              original,
              signal,
              summary,
              new Method(made, signal.kind(), packetBytes, repair, trials).paragraphs(),
              spec.root().commandLine().getParseResult().originalArgs(),
              seed.value())
          .write(html, rows);
    }
    report(made, rows, whole, summary, (System.nanoTime() - start) * 1e-9);
    return ExitCode.DONE;
  }

  /** Refuses what cannot be before any long work. */
  private void require() throws IOException {
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
    reading.options();
    for (Path file : new @Nullable Path[] {csv, html}) {
      if (file != null) {
        OutputFile.requireWritable(file);
      }
    }
  }

  private static void requireRange(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw CommandException.usage(
          option + " must be " + least + " to " + most + ", got " + value, null);
    }
  }

  private List<ComparedRow> transfer(
      Contenders.Made made, int workers, Interrupt interrupt, ProgressDisplay display) {
    Comparison comparison = new Comparison(trials, seed.value(), workers, rate.bitsPerSecond());
    long most = comparison.transfers(made.contenders(), channels.size());
    display.phase("sending", most, "transfers");
    AtomicLong begun = new AtomicLong();
    return comparison.rows(
        made.contenders(),
        channels,
        contender -> {
          display.update(Math.min(most, begun.getAndIncrement()), contender);
          return !interrupt.requested();
        });
  }

  private String summary(Signal signal, long most, RepairShare repair) {
    return String.format(
        Locale.ROOT,
        "%s, at most %,d bytes a format in packets of up to %d, repair %s (%.0f %%); %d transfers"
            + " a row, seed %d",
        SignalText.of(SignalDescription.of(signal)),
        most,
        packetBytes,
        repair,
        100 * repair.overhead(),
        trials,
        seed.value());
  }

  private void report(
      Contenders.Made made, List<ComparedRow> rows, boolean whole, String summary, double seconds) {
    ObjectNode json = Json.object();
    json.put("input", original);
    json.put("bytes", made.bytes());
    json.put("packet_bytes", packetBytes);
    json.put("fec", fec);
    json.put("effort", effort.label());
    json.put("trials", trials);
    json.put("seed", seed.value());
    if (!whole) {
      json.put("ended_early", true);
    }
    ComparisonText.addTo(json, rows);
    Json.number(json, "seconds", seconds);
    print(summary + "\n\n" + ComparisonText.of(rows), json);
  }
}
