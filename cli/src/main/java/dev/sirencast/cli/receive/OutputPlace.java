package dev.sirencast.cli.receive;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.StandardData;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.format.SignalDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a signal goes, and as what, on the command line. */
final class OutputPlace {
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
  String ending(SignalDescription signal) {
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

  /** Refuses standard output, where there is more than one signal. */
  void requireNoPipe() {
    if (StandardData.isOutput(output)) {
      throw CommandException.usage("--group: -o is a folder then, got -", null);
    }
  }

  /**
   * Returns the output as a folder, which is made where there is none.
   *
   * @throws CommandException if it is a file
   */
  Path createFolder() throws IOException {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw CommandException.usage(output + ": is a file; expected a folder with --group", null);
    }
    return Files.createDirectories(output);
  }
}
