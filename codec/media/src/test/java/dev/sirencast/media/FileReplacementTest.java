package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
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

  /** Of this target alone, of our naming alone, and none that may still be written. */
  @Test
  void whatAKilledWriteLeftIsCleanedAtTheNext() throws IOException {
    FileTime old = FileTime.from(Instant.now().minusSeconds(90));
    Path left = Files.createFile(directory.resolve(".a.png.1x2y3z.tmp"));
    List<Path> others =
        List.of(
            directory.resolve(".a.png.1.2.tmp"),
            directory.resolve(".a.png.UPPER.tmp"),
            directory.resolve(".b.png.1x2y3z.tmp"),
            directory.resolve("a.png.1x2y3z.tmp"),
            directory.resolve(".a.png.1x2y3z.tmp.png"));
    for (Path other : others) {
      Files.setLastModifiedTime(Files.createFile(other), old);
    }
    Path file = directory.resolve("a.png");
    FileReplacement.write(file, out -> out.write(1));
    assertTrue(Files.exists(left), "it may still be written");
    Files.setLastModifiedTime(left, old);
    Path folder = Files.createDirectory(directory.resolve(".a.png.folder.tmp"));
    Files.setLastModifiedTime(folder, old);
    FileReplacement.write(file, out -> out.write(2));
    assertFalse(Files.exists(left));
    assertTrue(others.stream().allMatch(Files::exists));
    assertTrue(Files.exists(folder));
    assertEquals(2, Files.readAllBytes(file)[0]);
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
}
