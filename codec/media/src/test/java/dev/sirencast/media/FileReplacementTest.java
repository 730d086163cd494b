package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReplacementTest {
  @TempDir Path directory;

  private List<Path> entries() throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  @Test
  void replacesAWholeFile() throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "old");
    FileReplacement.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of(file), entries());
  }

  @Test
  void keepsTheOldFileWhereTheNewOneFails() throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "old");
    assertThrows(
        IOException.class,
        () ->
            FileReplacement.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("no more");
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), entries());
  }

  /** Of this target alone, and of our naming alone. */
  @Test
  void otherTemporaryFilesStay() throws IOException {
    List<Path> others =
        List.of(
            directory.resolve(".a.png.1.2.tmp"),
            directory.resolve(".a.png.UPPER.tmp"),
            directory.resolve(".b.png.1x2y3z.tmp"),
            directory.resolve("a.png.1x2y3z.tmp"),
            directory.resolve(".a.png.1x2y3z.tmp.png"));
    for (Path other : others) {
      Files.createFile(other);
    }
    FileReplacement.write(directory.resolve("a.png"), out -> out.write(1));
    for (Path other : others) {
      assertTrue(Files.exists(other), other.toString());
    }
  }

  @Test
  void replacesNoDevice() throws IOException {
    Path socket = directory.resolve("socket");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      IOException refused =
          assertThrows(IOException.class, () -> FileReplacement.write(socket, out -> out.write(1)));
      assertTrue(refused.getMessage().startsWith(socket + ": cannot be replaced"));
      assertTrue(Files.exists(socket) && !Files.isRegularFile(socket));
    }
  }

  private static void write(Path file) throws IOException {
    FileReplacement.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Path file = directory.resolve("a.png");
    Files.writeString(directory.resolve(".a.png.1x2y3z.tmp"), "half");
    Path other = Files.writeString(directory.resolve(".a.png.tmp"), "of somebody's own naming");
    write(file);
    assertEquals(Set.of(file, other), Set.copyOf(entries()));
  }

  @Test
  void whatAnotherIsWritingStays() throws IOException {
    Path file = directory.resolve("a.png");
    FileReplacement.write(
        file,
        out -> {
          out.write("old".getBytes(StandardCharsets.UTF_8));
          write(file);
          assertEquals("new", Files.readString(file));
        });
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), entries());
  }

  @Test
  void aPlantedLinkOrPipeOfSuchANameIsLeftAlone() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Path link = directory.resolve(".a.png.abc.tmp");
    Files.createSymbolicLink(link, victim);
    write(directory.resolve("a.png"));
    assertEquals("precious", Files.readString(victim));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void aDirectoryThatGoesAwayIsSaid() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Path file = folder.resolve("a.png");
    IOException refused =
        assertThrows(
            IOException.class,
            () ->
                FileReplacement.write(
                    file,
                    out -> {
                      try (var entries = Files.list(folder)) {
                        for (Path entry : entries.toList()) {
                          Files.delete(entry);
                        }
                      }
                      Files.delete(folder);
                    }));
    assertEquals(file + ": cannot be written: its directory is gone", refused.getMessage());
  }

  @Test
  void theLongestNamesCanBeWritten() throws IOException {
    Path file = directory.resolve("\u00e4".repeat(120) + ".png");
    write(file);
    assertEquals("new", Files.readString(file));
  }
}
