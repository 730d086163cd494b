package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.FailureText;
import dev.sirencast.cli.options.RescuedStream;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.patch.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One encoding: what, where to, and how long.
 *
 * @param input as it was named
 * @param signal as it was read
 * @param start of the command, by {@link System#nanoTime}
 * @param deadline where a time is asked for
 */
record EncodeJob(
    String input, Path output, Signal signal, long start, Optional<Deadline> deadline) {
  SignalDescription description() {
    return SignalDescription.of(signal);
  }

  /** Seconds since the start. */
  double seconds() {
    return (System.nanoTime() - start) * 1e-9;
  }

  /** Writes what the training came to, elsewhere where it cannot be written: it took long. */
  void write(ConsoleCommand command, EncodedStream stream) throws IOException {
    try {
      command.write(output, stream::writeTo);
    } catch (IOException e) {
      String kept =
          RescuedStream.inTemporaryFiles(stream::writeTo)
              .map(file -> "; the stream is in " + file)
              .orElse("; the stream could not be kept elsewhere either");
      throw CommandException.failure(FailureText.of(e) + kept, e);
    }
  }
}
