package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds one input after another. */
public final class TrialFile {
  /** What a user is told is quoted from no file without an end. */
  static final int LONGEST_LINE = 2_000;

  private final Path path;

  private TrialFile(Path path) {
    this.path = path;
  }

  public static TrialFile create(String ending) {
    try {
      Path path = Files.createTempFile("fuzz", ending);
      path.toFile().deleteOnExit();
      return new TrialFile(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file, with this content. */
  public Path with(byte[] content) throws IOException {
    return Files.write(path, content);
  }

  public Path path() {
    return path;
  }

  /** Refusals are one line, which names the file. */
  public void requireOneLine(IOException e) {
    assertTrue(e.getMessage() != null && e.getMessage().startsWith(path + ": "), e::toString);
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    assertTrue(e.getMessage().length() < LONGEST_LINE, e.getMessage());
  }
}
