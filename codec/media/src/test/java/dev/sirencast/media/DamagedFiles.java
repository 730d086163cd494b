package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What readers must do with files that are not whole, or not right. */
final class DamagedFiles {
  private DamagedFiles() {}

  /** Asserts that a file refuses to be read at every length below its own. */
  static void assertAllRefused(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    SignalReader.read(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      String at = "cut to " + length;
      SignalFormatException e =
          assertThrows(SignalFormatException.class, () -> SignalReader.read(file), at);
      assertOneLine(e, file);
    }
    Files.write(file, whole);
  }

  /** Asserts that a file with any one byte changed is read or refused, and nothing else. */
  static void assertNoDamageEscapes(Path file, int bytes) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < Math.min(bytes, whole.length); at++) {
      for (int change : new int[] {0x01, 0x80, 0xFF}) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) change;
        Files.write(file, damaged);
        try {
          SignalReader.read(file);
        } catch (SignalFormatException e) {
          assertOneLine(e, file);
        }
      }
    }
    Files.write(file, whole);
  }

  /** Asserts that bytes are refused with one line that holds the words. */
  static void assertRefused(Path file, byte[] content, String... words) throws IOException {
    Files.write(file, content);
    SignalFormatException e =
        assertThrows(SignalFormatException.class, () -> SignalReader.read(file));
    assertOneLine(e, file);
    for (String word : words) {
      assertTrue(e.getMessage().contains(word), "'" + word + "' in: " + e.getMessage());
    }
  }

  private static void assertOneLine(SignalFormatException e, Path file) {
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }
}
