package dev.sirencast.cli.receive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.StandardData;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.DeliveryOptions;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.ReceptionText;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.ReferenceInput;
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
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code decode} and {@code receive} do with a reception: write it, measure it, report it. */
final class ReceptionOutput {
  @Mixin private OutputPlace place = new OutputPlace();

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
    return place.output();
  }

  /** Checks the output before anything is received. */
  void requireWritable() {
    place.requireWritable();
  }

  /**
   * Makes sure that the output is a folder.
   *
   * @throws CommandException if it cannot be, or an option is for one signal alone
   */
  Path requireFolder() throws IOException {
    place.requireNoPipe();
    if (reference != null || previous != null) {
      throw CommandException.usage("--group: --reference and --previous are for one stream", null);
    }
    return place.createFolder();
  }

  /**
   * The file in a folder for the signal of a stream of this name: that, with its own ending.
   *
   * @throws CommandException if a signal of this kind cannot be shown so, or written to such a file
   */
  Path file(Path folder, String stream, SignalDescription signal) {
    String stem = stream.endsWith(".siren") ? stream.substring(0, stream.length() - 6) : stream;
    SignalDescription seen = view.view(signal);
    Path file = folder.resolve(stem + "." + place.ending(seen));
    OutputFile.requireFitting(file, seen);
    return file;
  }

  /** Writes the signal, fills in the report and prints it; returns the exit code. */
  int write(ConsoleCommand command, String source, Reception reception, long start, ObjectNode json)
      throws IOException {
    Written written = write(place.output(), command, source, reception, start, json);
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
    String ending = place.ending(seen);
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
    UsedPolicy policy = UsedPolicy.of(delivery.options(), trust.isUsed(), reception.report());
    Optional<SignatureText> signature =
        trust.isUsed() ? Optional.of(SignatureText.of(reception)) : Optional.empty();
    String text =
        new ReceptionReport(
                reception, seen, policy, signature, fidelity(command, reception, rebuilt))
            .addTo(json, target, start);
    boolean isDegraded = strictExit && !reception.report().isExact();
    return new Written(text, isDegraded ? ExitCode.DEGRADED : ExitCode.DONE);
  }

  /** How near it is to the original, where one was named. */
  private Optional<Fidelity> fidelity(
      ConsoleCommand command, Reception reception, @Nullable Signal rebuilt) throws IOException {
    @Nullable Signal whole = original(reception.manifest().signal(), command::warn);
    return whole == null
        ? Optional.empty()
        : Optional.of(Fidelity.of(whole, rebuilt != null ? rebuilt : Reconstruction.of(reception)));
  }
}
