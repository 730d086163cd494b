package dev.sirencast.cli.encode;

import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.patch.Deadline;
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
}
