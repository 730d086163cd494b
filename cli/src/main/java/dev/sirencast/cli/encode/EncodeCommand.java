package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.ComputeOptions;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.signal.MemoryNeed;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.trainer.patch.Deadline;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import dev.sirencast.trainer.patch.PatchedSignalEncoder;
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

  @Mixin private ComputeOptions compute = new ComputeOptions();
  @Mixin private EncodeArguments arguments = new EncodeArguments(compute);
  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();
  @Mixin private PartOptions part = new PartOptions();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    arguments.check();
    checkpoints.check();
    Optional<Deadline> deadline = arguments.deadline(start);
    if (arguments.seeds() > 1 && checkpoints.isUsed()) {
      throw CommandException.usage(
          "--checkpoint goes with one seed, got --seeds " + arguments.seeds(), null);
    }
    if (!isHosted()) {
      OutputFile.requireStream(output, this::warn);
    }
    Signal signal = arguments.read(input, this::note);
    need(signal).during(() -> encode(signal, start, deadline));
    return ExitCode.DONE;
  }

  /** The signal comes back once, to be measured; training takes more, and how much it knows. */
  private static MemoryNeed need(Signal signal) {
    return MemoryNeed.ofSignal(
        "to encode a signal of " + signal.grid(),
        (long) signal.grid().points() * signal.components(),
        signal.kind() == SignalKind.AUDIO ? "--clip" : "--resize 50%");
  }

  private Signal encode(Signal signal, long start, Optional<Deadline> deadline) throws IOException {
    EncodeJob job = new EncodeJob(input, output, signal, start, deadline);
    Optional<PatchTrainingOptions> cut = arguments.patchTraining(signal);
    if (part.isUsed()) {
      new PartsEncode(this, arguments, part)
          .run(job, cut.orElseThrow(() -> CommandException.usage("--part needs patches", null)));
    } else if (cut.isPresent()) {
      new PatchesEncode(this, arguments).run(job, cut.get(), PatchedSignalEncoder::encode);
    } else {
      arguments.packaging().requireOneNetwork();
      new NetworkEncode(this, arguments, checkpoints).run(job, arguments.stated());
    }
    return signal;
  }
}
