package dev.sirencast.cli.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FailureText;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Version;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.encode.EncodeArguments;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.ComputeOptions;
import dev.sirencast.cli.options.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code encode-batch}: many signals in, a folder of streams and a table of results out. */
@ShortHelp(
    options =
        "--output --engine --workers --force --resize --effort --bytes"
            + " --protect --report --seed --json --help",
    examples = {
      "encode-batch photos -o streams --effort fast",
      "encode-batch \"photos/**.png\" scan.dcm -o streams --resize 25%"
    })
@Command(
    name = "encode-batch",
    description = {
      "Encodes many signals, each as 'encode' does, and keeps a table of results.",
      "",
      "A signal that is there already, unchanged, is skipped, so that a run that was ended goes on"
          + " where it was. One that cannot be encoded costs its own line and exit code 1; the"
          + " others are encoded.",
      ""
    },
    sortOptions = false)
public final class EncodeBatchCommand extends ConsoleCommand {
  /** A megapixel's values are three million. */
  private static final int COMPONENTS = 3;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "Signals as of 'encode', folders of them, patterns such as \"photos/**.png\", or - for a"
              + " list on standard input, a name a line or between zeros.")
  @Reads(FileNaming.SIGNAL)
  private List<String> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The folder of the streams and of " + ResultsFile.NAME + ".")
  @Writes(folder = true)
  private Path output = Path.of("");

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description =
          "Streams lie below -o as inputs lie below this (default: the deepest folder that holds all"
              + " that is named).")
  @Reads
  private @Nullable Path root;

  @Option(names = "--force", description = "Encode what is there already, too.")
  private boolean force;

  @Option(
      names = "--split",
      paramLabel = "MEGAPIXELS",
      defaultValue = "32",
      description =
          "Pictures of more than this are encoded in parts, each a task; changes no byte (default:"
              + " ${DEFAULT-VALUE}).")
  private double split;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description =
          "Write a page: how quality, bytes and seconds are spread, the worst to be seen, the"
              + " slowest, and what failed.")
  @Writes
  private @Nullable Path html;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private BatchCompute compute = new BatchCompute();
  @Mixin private EncodeArguments arguments = new EncodeArguments(new ComputeOptions());

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    engine.check();
    arguments.check();
    if (!(split > 0)) {
      throw CommandException.usage("--split must be above 0, got " + split, null);
    }
    if (html != null) {
      OutputFile.requireWritable(html);
    }
    EncodingIdentity identity = identity();
    BatchInputs found = BatchInputs.find(inputs);
    if (found.names().isEmpty()) {
      found
          .unread()
          .forEach(
              reason -> {
                throw CommandException.failure(reason, null);
              });
      throw CommandException.failure("-: the list of inputs is empty", null);
    }
    found.unread().forEach(this::fail);
    Path folder = folder();
    try (ResultsFile results = ResultsFile.open(folder)) {
      List<BatchItem> items =
          new OutputNames(folder, root == null ? found.root() : root, results.rows().values())
              .of(engine.isLocal() ? found.names() : absolute(found.names()));
      List<ResultRow> kept = new ArrayList<>();
      List<BatchItem> open = new ArrayList<>();
      FinishedWork finished = new FinishedWork(results, identity);
      for (BatchItem item : items) {
        Optional<ResultRow> row = force ? Optional.empty() : finished.of(item);
        row.ifPresentOrElse(kept::add, () -> open.add(item));
      }
      DiskRoom.shortage(folder, open.size(), bytesEach(results)).ifPresent(this::warn);
      List<ResultRow> made = open.isEmpty() ? List.of() : encode(open, kept, identity, results);
      BatchReport report =
          new BatchReport(items.size(), kept, made, (System.nanoTime() - start) * 1e-9);
      if (html != null) {
        page(report, folder, results).write(html);
      }
      ObjectNode json = json(report, folder, results);
      found.unread().forEach(json.putArray("unread")::add);
      print(report.text(folder), json);
      return report.failed().isEmpty() && found.unread().isEmpty()
          ? ExitCode.DONE
          : ExitCode.FAILURE;
    }
  }

  private BatchPage page(BatchReport report, Path folder, ResultsFile results) {
    return new BatchPage(
        folder,
        report,
        results.file(),
        spec.root().commandLine().getParseResult().originalArgs(),
        spec.root().version()[0]);
  }

  private EncodingIdentity identity() throws IOException {
    List<String> words = new ArrayList<>(compute.words());
    words.addAll(arguments.words(!engine.isLocal()));
    List<String> files = new ArrayList<>();
    for (Path file : arguments.files()) {
      files.add(HexDigest.of(file));
    }
    return new EncodingIdentity(words, arguments.signer().orElse(""), files, Version.NUMBER);
  }

  /** What a stream is to have, or those have on average that are there; 0 where nobody knows. */
  private long bytesEach(ResultsFile results) {
    return arguments
        .bytes()
        .orElseGet(
            () ->
                (long)
                    results.rows().values().stream()
                        .filter(ResultRow::isDone)
                        .mapToDouble(row -> row.number(ResultRow.BYTES))
                        .average()
                        .orElse(0));
  }

  private Path folder() throws IOException {
    Path folder = engine.isLocal() ? output : output.toAbsolutePath();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CommandException.usage(folder + ": cannot be made a folder: " + FailureText.of(e), e);
    }
    if (!Files.isWritable(folder)) {
      throw CommandException.usage(folder + ": cannot be written: permission denied", null);
    }
    OutputFile.requireStream(folder.resolve("any.siren"), this::warn);
    return folder;
  }

  /** Workers elsewhere have working folders of their own. */
  private static List<String> absolute(List<String> inputs) {
    return inputs.stream().map(BatchInputs::absolute).toList();
  }

  private List<ResultRow> encode(
      List<BatchItem> open, List<ResultRow> kept, EncodingIdentity identity, ResultsFile results)
      throws IOException {
    WorkPlan plan = WorkPlan.of(open, frame(identity, results));
    try (TaskEngine tasks = engine.open();
        Interrupt interrupt = interruptible();
        ProgressDisplay display = progress("encoding", open.size(), "signals")) {
      List<ResultRow> made =
          new BatchRun(this, display, identity, results, interrupt::requested).run(tasks, plan);
      tasks.keep(
          Stream.concat(kept.stream(), made.stream()).map(ResultRow::line).toList(),
          results.folder());
      return made;
    } catch (EngineException e) {
      throw CommandException.failure(e.getMessage(), e);
    }
  }

  private WorkPlan.Frame frame(EncodingIdentity identity, ResultsFile results) {
    // One network is trained as a whole, and of what is made smaller nobody knows how large it is.
    boolean isDivisible = arguments.isInPatches() && !arguments.isReduced();
    return new WorkPlan.Frame(
        identity,
        results.folder(),
        engine.workers(),
        arguments.isReduced(),
        isDivisible ? (long) (split * COMPONENTS * 1e6) : Long.MAX_VALUE);
  }

  private ObjectNode json(BatchReport report, Path folder, ResultsFile results) {
    ObjectNode json = Json.object();
    json.put("output", folder.toString());
    json.put("results", results.file().toString());
    json.put("engine", engine.name());
    json.put("seed", arguments.seed());
    report.addTo(json);
    return json;
  }
}
