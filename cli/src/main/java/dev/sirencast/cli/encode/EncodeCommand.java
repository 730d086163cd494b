package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.InputOptions;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.signal.MemoryNeed;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.patch.Deadline;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code encode}: a signal in, a stream out. */
@ShortHelp(
    options =
        "--output --resize --effort --time --psnr --bytes"
            + " --robust --protect --seed --json --help",
    examples = {
      "encode photo.jpg -o photo.siren",
      "encode photo.jpg -o photo.siren --bytes 20000 --protect auto"
    })
@Command(
    name = "encode",
    description = {
      "Trains a network on a signal and packages its weights as a stream.",
      "",
      "Ctrl-C ends the training early and packages the best weights so far; a second Ctrl-C ends at"
          + " once.",
      ""
    },
    sortOptions = false)
public final class EncodeCommand extends ConsoleCommand {
  private static final int MAX_SEEDS = 1000;

  @Parameters(
      paramLabel = "INPUT",
      description =
          "A picture (PNG, JPEG, WebP, BMP, TIFF), CT slice (DICOM), sound (WAV) or video (Y4M, or"
              + " PNG with --frames); - for standard input; or testcard[:WIDTHxHEIGHT].")
  @Reads(FileNaming.SIGNAL)
  private String input = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.siren",
      required = true,
      description = "Where the stream goes; - for standard output.")
  @Writes
  private Path output = Path.of("");

  @Mixin private InputOptions reading = new InputOptions();
  @Mixin private PatchOptions patches = new PatchOptions();
  @Mixin private TimeOptions time = new TimeOptions();
  @Mixin private NetworkOptions network = new NetworkOptions();
  @Mixin private TrainingArguments training = new TrainingArguments();
  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();
  @Mixin private PackagingOptions packaging = new PackagingOptions();

  @Mixin private SeedOption seed = new SeedOption();

  @Grouped(OptionGroup.TRAINING)
  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Train from this many successive seeds and keep the best (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    TrainingOptions stated = training.options(seed.value());
    packaging.encoder(NetworkEncode.unstatedTuning(training), training.engine());
    packaging.readFiles();
    checkpoints.check();
    Optional<Deadline> deadline = time.deadline(start);
    if (seeds < 1 || seeds > MAX_SEEDS) {
      throw CommandException.usage("--seeds must be 1 to " + MAX_SEEDS + ", got " + seeds, null);
    }
    if (seeds > 1 && checkpoints.isUsed()) {
      throw CommandException.usage("--checkpoint goes with one seed, got --seeds " + seeds, null);
    }
    reading.options();
    OutputFile.requireStream(output, this::warn);
    Signal signal = reading.read(input, this::note);
    need(signal).during(() -> encode(signal, stated, start, deadline));
    return ExitCode.DONE;
  }

  /** The signal comes back once, to be measured; training takes more, and how much it knows. */
  private static MemoryNeed need(Signal signal) {
    return MemoryNeed.ofSignal(
        "to encode a signal of " + signal.grid(),
        (long) signal.grid().points() * signal.components(),
        signal.kind() == SignalKind.AUDIO ? "--clip" : "--resize 50%");
  }

  private Signal encode(
      Signal signal, TrainingOptions stated, long start, Optional<Deadline> deadline)
      throws IOException {
    EncodeJob job = new EncodeJob(input, output, signal, start, deadline);
    Optional<PatchTrainingOptions> cut = patches.training(signal);
    if (cut.isPresent()) {
      new PatchesEncode(this, patches, time, training, packaging, seed.value()).run(job, cut.get());
    } else {
      packaging.requireOneNetwork();
      new NetworkEncode(this, network, time, training, checkpoints, packaging, seed.value(), seeds)
          .run(job, stated);
    }
    return signal;
  }
}
