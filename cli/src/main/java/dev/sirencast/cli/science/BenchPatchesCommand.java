package dev.sirencast.cli.science;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import dev.sirencast.cli.encode.PatchBar;
import dev.sirencast.cli.options.InputOptions;
import dev.sirencast.experiments.bench.PatchBench;
import dev.sirencast.experiments.bench.PatchCase;
import dev.sirencast.experiments.bench.PatchPlot;
import dev.sirencast.experiments.bench.PatchRow;
import dev.sirencast.experiments.lab.ReportFiles;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench patches}: what patches hold, by their size, widths and steps. */
@Command(
    name = "patches",
    description = {
      "Trains a picture in patches of 16, 32 and 64 samples for 75 to 600 steps, with one width for"
          + " all and with widths by content: PSNR before rounding, weights and seconds.",
      ""
    },
    sortOptions = false)
final class BenchPatchesCommand extends ConsoleCommand {
  @Parameters(paramLabel = "PICTURE", description = "What encode reads as a picture.")
  @Reads(FileNaming.SIGNAL)
  private String input = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUTDIR",
      description = "Where patches.csv and patches.png go (default: nowhere).")
  @Writes(folder = true)
  private @Nullable Path output;

  @Mixin private InputOptions reading = new InputOptions();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    Signal picture = reading.read(input, this::note);
    if (picture.kind() != SignalKind.IMAGE) {
      throw CommandException.usage(input + ": bench patches wants a picture", null);
    }
    if (output != null) {
      Files.createDirectories(output);
    }
    List<PatchRow> rows = new ArrayList<>();
    PatchBench bench =
        new PatchBench(
            picture, ForkJoinPool.commonPool(), Runtime.getRuntime().availableProcessors());
    try (Interrupt interrupt = Interrupt.open()) {
      for (PatchCase how : PatchCase.all()) {
        PatchRow row;
        try (ProgressDisplay display = progress("training", 0, "patches")) {
          row = bench.row(how, new PatchBar(display, interrupt::requested));
        }
        if (interrupt.requested()) {
          break;
        }
        rows.add(row);
        note(row.csv());
      }
    }
    ObjectNode json = Json.object();
    ArrayNode array = json.putArray("rows");
    rows.forEach(row -> addTo(array.addObject(), row));
    if (output != null && !rows.isEmpty()) {
      ArrayNode files = json.putArray("files").add(table(rows, output));
      PatchPlot.draw(String.valueOf(Path.of(input).getFileName()), rows)
          .writePng(output.resolve("patches.png"))
          .forEach(file -> files.add(file.toString()));
    }
    Json.number(json, "seconds", (System.nanoTime() - start) * 1e-9);
    print(text(rows), json);
    return ExitCode.DONE;
  }

  private static String table(List<PatchRow> rows, Path folder) throws IOException {
    StringBuilder table = new StringBuilder(PatchRow.COLUMNS).append('\n');
    rows.forEach(row -> table.append(row.csv()).append('\n'));
    Path file = folder.resolve("patches.csv");
    ReportFiles.write(file, table.toString());
    return file.toString();
  }

  private static void addTo(ObjectNode json, PatchRow row) {
    json.put("study", row.how().study().name().toLowerCase(Locale.ROOT));
    json.put("patch", row.how().size());
    ArrayNode widths = json.putArray("widths");
    row.how().widths().forEach(widths::add);
    json.put("steps", row.how().steps());
    json.put("weights", row.weights());
    Json.number(json, "tera_operations", row.work());
    Json.number(json, "seconds", row.seconds());
    Json.number(json, "psnr_db", row.psnr());
  }

  private static String text(List<PatchRow> rows) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "%5s  %-13s %6s %9s %7s %7s %7s%n",
                "patch", "widths", "steps", "weights", "10^12", "s", "dB"));
    for (PatchRow row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%5d  %-13s %,6d %,9d %7.3f %7.1f %7.2f%n",
              row.how().size(),
              row.how().widthText(),
              row.how().steps(),
              row.weights(),
              row.work(),
              row.seconds(),
              row.psnr()));
    }
    return text.append("10^12: operations of the patches' training, trials not counted").toString();
  }
}
