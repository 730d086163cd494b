package dev.sirencast.cli.receive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.SnapshotName;
import dev.sirencast.cli.base.StandardData;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.receiver.ProgressiveReceiver;
import dev.sirencast.receiver.ProgressiveUpdate;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a stream is shown while it arrives, on the command line. */
final class ArrivalOptions {
  @Option(
      names = "--progressive",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "" + ProgressiveReceiver.DEFAULT_UPDATES,
      description = {
        "Say N times (default: 20) what the packets so far make: the PSNR against the whole stream",
        "as it is predicted from them, and with --reference as it is. --conceal posterior shows",
        "most of few packets, above all of those of 'encode --order progressive'."
      })
  private @Nullable Integer updates;

  @Option(
      names = "--snapshots",
      paramLabel = "DIR",
      description = "With --progressive: write what each update shows into DIR, named by packets.")
  @Writes(folder = true)
  private @Nullable Path snapshots;

  private final ArrayNode steps = Json.object().arrayNode();

  /** Whether what arrives is shown. */
  boolean isWanted() {
    return updates != null || snapshots != null;
  }

  /** The receiver to feed, whose updates are printed as the options ask. */
  ProgressiveReceiver receiver(
      ConsoleCommand command, ReceptionOutput out, ReceiverOptions options) {
    if (updates == null) {
      if (snapshots != null) {
        throw CommandException.usage("--snapshots goes with --progressive", null);
      }
      return ProgressiveReceiver.unwatched(options);
    }
    if (snapshots != null && StandardData.isOutput(out.output())) {
      throw CommandException.usage("--snapshots needs a file's name after -o, got -", null);
    }
    int count = updates;
    return CommandException.checked(
        () -> ProgressiveReceiver.create(options, count, update -> show(command, out, update)));
  }

  private void show(ConsoleCommand command, ReceptionOutput out, ProgressiveUpdate update) {
    try {
      SignalDescription signal = update.reception().manifest().signal();
      double toPsnr = signal.format().fullScaleDecibels();
      double estimated = update.estimatedDecibels() + toPsnr;
      @Nullable Signal original = out.original(signal, command::warn);
      double measured = Double.NaN;
      if (original != null || snapshots != null) {
        Signal shown = Reconstruction.of(update.reception());
        measured = original == null ? Double.NaN : Psnr.decibels(original, shown) + toPsnr;
        if (snapshots != null) {
          write(shown, out, update.packets());
        }
      }
      add(update, estimated, measured);
      command.note(line(update, estimated, measured));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells which files updates are written to. */
  void addFiles(CommandFiles files, ReceptionOutput out) {
    if (snapshots != null && !StandardData.isOutput(out.output())) {
      SnapshotName names = SnapshotName.of(out.output());
      files.writesInto("--snapshots", snapshots, names::fits);
    }
  }

  private void write(Signal shown, ReceptionOutput out, int packets) throws IOException {
    Path folder = Files.createDirectories(snapshots);
    SignalWriter.write(shown, folder.resolve(SnapshotName.of(out.output()).at(packets)));
  }

  private void add(ProgressiveUpdate update, double estimated, double measured) {
    ObjectNode step = steps.addObject();
    step.put("packets", update.packets());
    step.put("bytes", update.bytes());
    Json.number(step, "share", update.share());
    Json.number(step, "estimated_psnr_db", estimated);
    step.put("exact", update.reception().report().isExact());
    if (!Double.isNaN(measured)) {
      Json.number(step, "psnr_db", measured);
    }
  }

  private static String line(ProgressiveUpdate update, double estimated, double measured) {
    String predicted =
        update.reception().report().isExact()
            ? "exact"
            : String.format(Locale.ROOT, "about %.1f dB of the whole", estimated);
    String original =
        Double.isNaN(measured) ? "" : String.format(Locale.ROOT, ", %.2f dB measured", measured);
    return String.format(
        Locale.ROOT,
        "%4.0f %%  %,d packets, %,d bytes: %s%s",
        100 * update.share(),
        update.packets(),
        update.bytes(),
        predicted,
        original);
  }

  /** Fills in what the updates said. */
  void addTo(ObjectNode json) {
    if (updates != null) {
      json.set("progress", steps);
    }
  }
}
