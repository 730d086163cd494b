package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.StandardData;
import dev.sirencast.format.MetadataMessage;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.SignalWriter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Checks an output's path before long work begins, so that nothing is lost at its end. */
public final class OutputFile {
  private OutputFile() {}

  /** Checks that a file can be created or replaced. */
  public static void requireWritable(Path file) {
    if (StandardData.isOutput(file)) {
      throw CommandException.usage("-: this is not written to standard output; name a file", null);
    }
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw CommandException.usage(file + ": is a directory; expected a file to write", null);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw CommandException.usage(
          file + ": is a device or a pipe; expected a file, which is replaced when it is whole",
          null);
    }
    if (directory == null || !Files.isDirectory(directory)) {
      throw CommandException.usage(
          file + ": cannot be written, there is no directory " + directory, null);
    }
    try {
      Files.delete(Files.createTempFile(directory, ".sirencast", ".tmp"));
    } catch (IOException e) {
      throw CommandException.usage(
          file + ": cannot be written, " + directory + " does not allow it" + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException failed ? failed.getReason() : null;
    return reason == null ? "" : ": " + reason.toLowerCase(Locale.ROOT);
  }

  /**
   * Checks that a file can be created or replaced, or that standard output, where it is that, leads
   * on.
   *
   * @return whether it is standard output
   */
  public static boolean requireWritableOrPipe(Path file) {
    if (StandardData.isOutput(file)) {
      StandardData.requireNoTerminal();
      return true;
    }
    requireWritable(file);
    return false;
  }

  /**
   * Checks that a file can hold a stream. A name that says otherwise replaces nothing but a stream:
   * a picture of that name was hardly meant to go.
   *
   * @param warn told where the name does not end in {@code .siren}
   */
  public static void requireStream(Path file, Consumer<String> warn) throws IOException {
    // Compression is native code, which not every machine lets run: said before the work.
    MetadataMessage.frameBytes(new TreeMap<>(Map.of("try", new MetadataValue.Whole(0))));
    if (requireWritableOrPipe(file)) {
      return;
    }
    if (!endsIn(file, ".siren")) {
      if (Files.exists(file) && Files.size(file) > 0 && !StreamFile.isStream(file)) {
        throw CommandException.usage(
            file + ": exists and is no stream; expected a name that ends in .siren to write one",
            null);
      }
      warn.accept(file + ": will hold a stream, and those have names that end in .siren");
    }
  }

  /**
   * Checks that a file can hold weights for other programs. They replace no stream.
   *
   * @param warn told where the name does not end in {@code .safetensors}
   */
  public static void requireWeights(Path file, Consumer<String> warn) throws IOException {
    requireWritable(file);
    if (!endsIn(file, ".safetensors")) {
      if (Files.exists(file) && StreamFile.isStream(file)) {
        throw CommandException.usage(
            file + ": exists and is a stream; expected a name that ends in .safetensors", null);
      }
      warn.accept(file + ": will hold weights, and those have names that end in .safetensors");
    }
  }

  private static boolean endsIn(Path file, String ending) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** Checks that a file can hold a signal of this kind. */
  public static void requireWritable(Path file, SignalDescription signal) {
    requireWritable(file);
    requireFitting(file, signal);
  }

  /** Checks that a file of such a name can hold a signal of this kind. */
  public static void requireFitting(Path file, SignalDescription signal) {
    CommandException.checked(
        () -> {
          SignalWriter.requireWritable(file, signal.format());
          return file;
        });
  }
}
