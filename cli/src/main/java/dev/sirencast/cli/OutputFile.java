package dev.sirencast.cli;

import dev.sirencast.codec.SignalDescription;
import dev.sirencast.signal.SignalWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks an output's path before long work begins, so that nothing is lost at its end. */
final class OutputFile {
  private OutputFile() {}

  /** Checks that a file can be created or replaced. */
  static void requireWritable(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw CommandException.usage(file + ": is a directory; expected a file to write", null);
    }
    if (directory == null || !Files.isDirectory(directory)) {
      throw CommandException.usage(
          file + ": cannot be written, there is no directory " + directory, null);
    }
    if (!Files.isWritable(directory)) {
      throw CommandException.usage(
          file + ": cannot be written, " + directory + " does not allow it", null);
    }
  }

  /** Checks that a file can hold a signal of this kind. */
  static void requireWritable(Path file, SignalDescription signal) {
    requireWritable(file);
    CommandException.checked(
        () -> {
          SignalWriter.requireWritable(file, signal.format());
          return file;
        });
  }
}
