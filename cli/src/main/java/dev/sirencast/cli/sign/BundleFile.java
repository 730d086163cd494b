package dev.sirencast.cli.sign;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.sign.oms.Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A file with a detached signature. */
final class BundleFile {
  private static final String ENDING = ".sig";

  private BundleFile() {}

  /** Where the bundle of a file or folder goes if nobody says: beside it. */
  static Path beside(Path model) {
    Path whole = model.toAbsolutePath().normalize();
    String name = Objects.requireNonNullElse(whole.getFileName(), Path.of("root")) + ENDING;
    return whole.endsWith(model) ? model.resolveSibling(name) : whole.resolveSibling(name);
  }

  /**
   * Returns what a file holds.
   *
   * @throws IOException if it cannot be read
   * @throws CommandException if it is no bundle
   */
  static Bundle read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; expected a file with a signature");
    }
    byte[] json;
    try (InputStream in = Files.newInputStream(file)) {
      json = in.readNBytes(Bundle.MAX_BYTES + 1);
    }
    try {
      return Bundle.parse(json);
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(file + ": " + e.getMessage(), e);
    }
  }

  /** Checks that a file can be created, or replaced where it is a bundle; nothing else is. */
  static void requireWritable(Path file) throws IOException {
    if (OutputFile.requireWritableOrPipe(file) || !Files.exists(file) || Files.size(file) == 0) {
      return;
    }
    try {
      read(file);
    } catch (CommandException e) {
      throw CommandException.usage(
          file + ": exists and is no bundle of OpenSSF Model Signing; expected another name", e);
    }
  }
}
