package dev.sirencast.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that others write while they are read. */
class InputFileTest {
  @TempDir Path directory;
  private Path file;

  /** What happens to a file. */
  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  @BeforeEach
  void write() throws IOException {
    file = Files.write(directory.resolve("a"), new byte[100]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
  }

  private void assertRefused(Change change) {
    IOException refused =
        assertThrows(
            FileChangedException.class,
            () ->
                InputFile.read(
                    file,
                    name -> {
                      byte[] whole = Files.readAllBytes(name);
                      change.make();
                      return whole;
                    }));
    assertEquals(
        file + ": changed while it was read; try again when it is written", refused.getMessage());
  }

  @Test
  void aFileThatGrowsIsRefused() {
    assertRefused(() -> Files.write(file, new byte[1], StandardOpenOption.APPEND));
  }

  @Test
  void aFileThatShrinksIsRefused() {
    assertRefused(() -> Files.write(file, new byte[99], StandardOpenOption.TRUNCATE_EXISTING));
  }

  @Test
  void aFileThatIsWrittenInItsPlaceIsRefused() {
    assertRefused(
        () -> {
          Files.write(file, new byte[] {1}, StandardOpenOption.WRITE);
          Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_010));
        });
  }

  @Test
  void aFileThatIsReplacedByOneOfItsSizeAndAgeIsRefused() throws IOException {
    Path other = Files.write(directory.resolve("b"), new byte[100]);
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    assertRefused(() -> Files.move(other, file, StandardCopyOption.REPLACE_EXISTING));
  }

  @Test
  void aFileThatGoesIsRefused() {
    assertRefused(() -> Files.delete(file));
  }

  /** What a half-written file makes a reader say is no word of the file that will be there. */
  @Test
  void theChangeIsSaidAndNotWhatItLedTo() {
    FileChangedException refused =
        assertThrows(
            FileChangedException.class,
            () ->
                InputFile.read(
                    file,
                    name -> {
                      Files.write(name, new byte[1]);
                      throw new IOException(name + ": a damaged picture");
                    }));
    assertEquals(file + ": a damaged picture", refused.getCause().getMessage());
  }

  @Test
  void whatIsWrongWithAFileAtRestIsSaid() {
    IOException wrong = new IOException(file + ": a damaged picture");
    assertSame(
        wrong,
        assertThrows(
            IOException.class,
            () ->
                InputFile.read(
                    file,
                    name -> {
                      throw wrong;
                    })));
  }

  @Test
  void aFileAtRestIsRead() throws IOException {
    byte[] read = InputFile.read(file, Files::readAllBytes);
    assertEquals(100, read.length);
  }
}
