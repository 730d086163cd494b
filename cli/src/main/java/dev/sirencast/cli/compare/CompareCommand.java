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
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.InputOptions;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.cli.report.Lead;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.peers.PeerFormat;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
            + " --time --report --csv --seed --json --help",
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
  @Parameters(
      paramLabel = "ORIGINAL",
      description = "A picture, CT slice or sound, as in 'encode'; or testcard[:WIDTHxHEIGHT].")
  @Reads(FileNaming.SIGNAL)
  private String original = "";

  @Mixin private InputOptions reading = new InputOptions();

  @Mixin private CompareOptions stated = new CompareOptions();

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
    Contenders.Made made;
    List<ComparedRow> rows;
    boolean whole;
    try (Interrupt interrupt = interruptible();
        ProgressDisplay display = progress("base", 0, "steps")) {
      note(original + ": " + SignalText.of(SignalDescription.of(signal)));
      made = stated.contenders(signal).make(this, interrupt, display);
      rows = transfer(made, interrupt, display);
      whole = !interrupt.requested();
    }
    if (rows.isEmpty()) {
      throw CommandException.failure("ended before the first transfer was done", null);
    }
    if (!whole) {
      warn("ended early: what follows is of the transfers that were done");
    }
    write(signal, made, rows);
    report(signal, made, rows, whole, (System.nanoTime() - start) * 1e-9);
    return ExitCode.DONE;
  }

  /** Refuses what cannot be before any long work. */
  private void require() throws IOException {
    stated.require();
    reading.options();
    for (Path file : new @Nullable Path[] {csv, html}) {
      if (file != null) {
        OutputFile.requireWritable(file);
      }
    }
  }

  private List<ComparedRow> transfer(
      Contenders.Made made, Interrupt interrupt, ProgressDisplay display) {
    Comparison comparison = stated.comparison();
    long most = comparison.transfers(made.contenders(), stated.channels().size());
    display.phase("sending", most, "transfers");
    AtomicLong begun = new AtomicLong();
    return comparison.rows(
        made.contenders(),
        stated.channels(),
        contender -> {
          display.update(Math.min(most, begun.getAndIncrement()), contender);
          return !interrupt.requested();
        });
  }

  private void write(Signal signal, Contenders.Made made, List<ComparedRow> rows)
      throws IOException {
    if (csv != null) {
      ComparisonCsv.write(csv, rows);
    }
    if (html != null) {
      new ComparisonPage(
              original,
              signal,
              stated.summary(signal, made.bytes()),
              stated.method(made, signal.kind()).paragraphs(),
              spec.root().commandLine().getParseResult().originalArgs(),
              stated.seed())
          .write(html, rows);
    }
  }

  private void report(
      Signal signal, Contenders.Made made, List<ComparedRow> rows, boolean whole, double seconds) {
    ObjectNode json = Json.object();
    json.put("input", original);
    json.put("bytes", made.bytes());
    stated.addTo(json);
    if (!whole) {
      json.put("ended_early", true);
    }
    ComparisonJson.addTo(json, rows);
    Json.number(json, "seconds", seconds);
    String summary = stated.summary(signal, made.bytes());
    print(summary + "\n\n" + ComparisonText.of(rows, Lead.of(signal)), json);
  }
}
