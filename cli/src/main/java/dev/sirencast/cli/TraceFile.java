package dev.sirencast.cli;

import dev.sirencast.signal.FileReplacement;
import dev.sirencast.transport.impairment.ChannelTrace;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --record-trace}, where it is given. */
final class TraceFile {
  @Option(
      names = "--record-trace",
      paramLabel = "FILE",
      description =
          "Write down what the channel does to each packet; --channel \"trace(FILE)\" does it"
              + " again.")
  @Writes
  private @Nullable Path file;

  boolean isWanted() {
    return file != null;
  }

  void requireWritable() {
    if (file != null) {
      OutputFile.requireWritable(file);
    }
  }

  void write(ChannelTrace trace) throws IOException {
    if (file != null) {
      FileReplacement.write(file, trace::writeTo);
    }
  }
}
