package dev.sirencast.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class BoundedInputTest {
  @TempDir Path directory;

  @Test
  void aPipeThatHoldsNoStreamIsRefusedByItsName() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Thread writer = new Thread(() -> fill(pipe));
    writer.start();
    IOException refused = assertThrows(IOException.class, () -> StreamFile.frames(pipe));
    assertEquals(
        pipe + ": not a SirenCast stream: no packet in its first 1,048,576 bytes",
        refused.getMessage());
    writer.join();
  }

  private static void fill(Path pipe) {
    byte[] zeros = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(pipe)) {
      for (int i = 0; i < 1000; i++) {
        out.write(zeros);
      }
    } catch (IOException e) {
      return; // the reader has seen enough
    }
  }
}
