package dev.sirencast.cli.options;

import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.transport.impairment.ChannelTrace;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --record-trace}, where it is given. */
@Grouped(OptionGroup.CHANNEL)
public final class TraceFile {
  @Option(
      names = "--record-trace",
      paramLabel = "FILE",
      description =
          "Write down what the channel does to each packet; --channel \"trace(FILE)\" does it"
              + " again.")
  @Writes
  private @Nullable Path file;

  public boolean isWanted() {
    return file != null;
  }

  public void requireWritable() {
    if (file != null) {
      OutputFile.requireWritable(file);
    }
  }

  public void write(ChannelTrace trace) throws IOException {
    if (file != null) {
      FileReplacement.write(file, trace::writeTo);
    }
  }
}
