package dev.sirencast.cli.receive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.StandardData;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.DeliveryOptions;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.ReceptionText;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.ReferenceInput;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.cli.options.SignatureText;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.TrustOption;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.media.TestCard;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code decode} and {@code receive} do with a reception: write it, measure it, report it. */
final class ReceptionOutput {
  private static final int ESTIMATE_POINTS = 256;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = {
        "Where the signal goes. Its ending says how:",
        "  pictures  .png, .jpg, .bmp or .tiff",
        "  CT        .dcm, or .png, .tiff: 16-bit grey, HU + 1024",
        "  audio     .wav, coded as the original was",
        "  video     .y4m, or .png, .tiff: frames one below the other",
        "- is standard output, where --format says how."
      })
  @Writes
  private Path output = Path.of("");

  @Grouped(OptionGroup.INPUT)
  @Option(
      names = "--format",
      paramLabel = "ENDING",
      description =
          "With -o -: png, jpg, bmp, tiff, dcm, wav or y4m (default: png, or what the kind has).")
  private @Nullable String format;

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description = {
        "The original, to measure the quality against; testcard[:WxH] is the test card.",
        "It is clipped, windowed and resized as the stream's input was; what is measured is the"
            + " whole signal at the stream's own size."
      })
  @Reads(FileNaming.SIGNAL)
  private @Nullable String reference;

  @Grouped(OptionGroup.INPUT)
  @Option(
      names = "--frames",
      paramLabel = "N",
      description =
          "Frames in a --reference that is a picture of a whole video (not needed where it holds"
              + " just the stream's).")
  private @Nullable Integer frames;

  @Grouped(OptionGroup.RECEPTION)
  @Option(
      names = "--previous",
      paramLabel = "FILE.siren",
      description = {
        "An earlier version of the stream, of a network of the same shape: lost weights are",
        "taken from it, as far as those that arrived are like its own."
      })
  @Reads
  private @Nullable Path previous;

  @Grouped(OptionGroup.RECEPTION)
  @Option(
      names = "--strict-exit",
      description = "Exit with code 3 where something had to be concealed.")
  private boolean strictExit;

  private @Nullable Signal original;

  @Mixin private ViewOptions view = new ViewOptions();
  @Mixin private DeliveryOptions delivery = new DeliveryOptions();
  @Mixin private TrustOption trust = new TrustOption();

  /** How the stream is received. */
  ReceiverOptions options() throws IOException {
    boolean isFile = reference != null && !TestCard.isNamedBy(reference);
    if (isFile && Files.notExists(Path.of(reference))) {
      throw new NoSuchFileException(reference); // before the work, not behind it
    }
    ReceiverOptions options = trust.applyTo(delivery.options());
    return previous == null
        ? options
        : options.withPrevious(
            StreamFile.receive(previous.toString(), StreamFile.frames(previous), options)
                .weights());
  }

  /** The original, or null where none was named; read once. */
  @Nullable Signal original(SignalDescription signal, Consumer<String> notes) throws IOException {
    if (original == null && reference != null) {
      original = ReferenceInput.read(reference, signal, frames, notes);
    }
    return original;
  }

  Path output() {
    return output;
  }

  /** Checks the output before anything is received. */
  void requireWritable() {
    boolean isPiped = OutputFile.requireWritableOrPipe(output);
    if (!isPiped && format != null) {
      throw CommandException.usage("--format goes with -o -; a file's name says it", null);
    }
  }

  /** What the output's name ends in where it has none. */
  private String ending(SignalDescription signal) {
    if (format != null) {
      return format;
    }
    return switch (signal.kind()) {
      case IMAGE -> "png";
      case CT -> "dcm";
      case AUDIO -> "wav";
      case VIDEO -> "y4m";
    };
  }

  /**
   * Makes sure that the output is a folder.
   *
   * @throws CommandException if it cannot be, or an option is for one signal alone
   */
  Path requireFolder() throws IOException {
    if (StandardData.isOutput(output)) {
      throw CommandException.usage("--group: -o is a folder then, got -", null);
    }
    if (reference != null || previous != null) {
      throw CommandException.usage("--group: --reference and --previous are for one stream", null);
    }
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw CommandException.usage(output + ": is a file; expected a folder with --group", null);
    }
    return Files.createDirectories(output);
  }

  /**
   * The file in a folder for the signal of a stream of this name: that, with its own ending.
   *
   * @throws CommandException if a signal of this kind cannot be shown so, or written to such a file
   */
  Path file(Path folder, String stream, SignalDescription signal) {
    String stem = stream.endsWith(".siren") ? stream.substring(0, stream.length() - 6) : stream;
    SignalDescription seen = view.view(signal);
    Path file = folder.resolve(stem + "." + ending(seen));
    OutputFile.requireFitting(file, seen);
    return file;
  }

  /** Writes the signal, fills in the report and prints it; returns the exit code. */
  int write(ConsoleCommand command, String source, Reception reception, long start, ObjectNode json)
      throws IOException {
    Written written = write(output, command, source, reception, start, json);
    command.print(written.text(), json);
    return written.exitCode();
  }

  /** What a signal's report says in words, and what becomes of it. */
  record Written(String text, int exitCode) {}

  /** Writes the signal to a file and fills in the report. */
  Written write(
      Path target,
      ConsoleCommand command,
      String source,
      Reception reception,
      long start,
      ObjectNode json)
      throws IOException {
    SignalDescription signal = reception.manifest().signal();
    SignalDescription seen = view.view(signal);
    String ending = ending(seen);
    if (StandardData.isOutput(target)) {
      OutputFile.requireFitting(Path.of("-." + ending), seen);
    } else {
      OutputFile.requireWritable(target, seen);
    }
    @Nullable Signal rebuilt = null;
    if (view.isWhole() && reference != null) {
      Signal whole = Reconstruction.of(reception);
      command.write(target, ending, file -> SignalWriter.write(whole, file));
      rebuilt = whole;
    } else {
      command.write(target, ending, file -> Reconstruction.write(reception, seen, file));
    }
    if (!reception.report().isExact()) {
      command.warn(ReceptionText.degradation(source, reception.report()));
    }
    json.put("output", target.toString());
    SignalText.addTo(json, seen);
    UsedPolicy policy = UsedPolicy.of(delivery.options(), trust.isUsed(), reception.report());
    policy.addTo(json);
    json.put("decoder", reception.decoding().label());
    Json.reception(json, reception.report());
    String signed = "";
    if (trust.isUsed()) {
      SignatureText signature = SignatureText.of(reception);
      signature.addTo(json);
      signed = String.format("%n%s", signature.text());
    }
    String expected = "";
    if (!reception.report().isExact()) {
      Json.inexactTensors(json, reception.report());
      double estimated =
          reception.estimatedDecibels(ESTIMATE_POINTS) + signal.format().fullScaleDecibels();
      Json.number(json, "estimated_psnr_db", estimated);
      expected =
          Double.isFinite(estimated)
              ? String.format(Locale.ROOT, ", about %.1f dB of the whole stream", estimated)
              : "";
    }
    String quality = "";
    @Nullable Signal whole = original(signal, command::warn);
    if (whole != null) {
      Fidelity fidelity =
          Fidelity.of(whole, rebuilt != null ? rebuilt : Reconstruction.of(reception));
      Json.number(json, "psnr_db", fidelity.psnr());
      fidelity.addTo(json);
      quality = ", " + fidelity.text("");
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    Json.number(json, "seconds", seconds);
    String text =
        String.format(
            Locale.ROOT,
            "%s: %s%s%s, in %.2f s%n%s%s",
            target,
            SignalText.of(seen),
            quality,
            expected,
            seconds,
            ReceptionText.packets(reception.report(), policy),
            signed);
    boolean isDegraded = strictExit && !reception.report().isExact();
    return new Written(text, isDegraded ? ExitCode.DEGRADED : ExitCode.DONE);
  }
}
