package dev.sirencast.cli.options;

import dev.sirencast.media.FileReplacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A stream that is written elsewhere, because nothing else would be left of long work. */
public final class RescuedStream {
  private RescuedStream() {}

  /** Writes it to a file that is not there yet; says whether it could. */
  public static boolean isWritten(Path file, FileReplacement.Content stream) {
    try {
      if (Files.exists(file)) {
        return false;
      }
      FileReplacement.write(file, stream);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes it among the system's temporary files; returns where, or nothing where it cannot. */
  public static Optional<Path> inTemporaryFiles(FileReplacement.Content stream) {
    try {
      Path folder = Files.createTempDirectory("sirencast-");
      Path file = folder.resolve("rescued.siren");
      if (isWritten(file, stream)) {
        return Optional.of(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
