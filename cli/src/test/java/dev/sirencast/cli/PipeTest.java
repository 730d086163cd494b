package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands between pipes: {@code -} for standard input and output. */
class PipeTest {
  @TempDir Path directory;
  private final InputStream before = System.in;
  private Path stream;

  @BeforeEach
  void writeStream() throws IOException {
    stream = Streams.write(Streams.small(0), directory.resolve("a.siren"));
  }

  @AfterEach
  void restore() {
    System.setIn(before);
  }

  /** What a command wrote: bytes, and words beside them. */
  private record Piped(int exitCode, String out, String err) {
    byte[] bytes() {
      return out.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private static Piped run(byte[] in, Object... words) {
    System.setIn(new ByteArrayInputStream(in));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            Arrays.stream(words).map(Object::toString).toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Piped(
        code, out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void decodesFromPipeToPipe() throws IOException {
    Path picture = directory.resolve("a.png");
    assertEquals(0, CommandRun.of("decode", stream, "-o", picture).exitCode());
    Piped piped = run(Files.readAllBytes(stream), "decode", "-", "-o", "-");
    assertEquals(0, piped.exitCode(), piped.err());
    assertArrayEquals(Files.readAllBytes(picture), piped.bytes());
    assertTrue(piped.err().startsWith("-: "), piped.err());
    Piped bitmap = run(new byte[0], "decode", stream, "-o", "-", "--format", "bmp", "--json");
    assertTrue(bitmap.out().startsWith("BM"), bitmap.err());
    assertTrue(bitmap.err().startsWith("{"), bitmap.err());
  }

  @Test
  void refusesFormatsThatDoNotFit() {
    assertEquals(2, run(new byte[0], "decode", stream, "-o", "-", "--format", "wav").exitCode());
    Piped named =
        run(new byte[0], "decode", stream, "-o", directory.resolve("b.png"), "--format", "png");
    assertEquals(2, named.exitCode());
    assertTrue(named.err().contains("--format goes with -o -"), named.err());
  }

  @Test
  void inspectsWhatComesIn() throws IOException {
    CommandRun file = CommandRun.of("inspect", stream);
    for (String name : new String[] {"-", "/dev/stdin"}) {
      Piped piped = run(Files.readAllBytes(stream), "inspect", name);
      assertEquals(file.out().replace(stream.toString(), name), piped.out());
    }
  }

  @Test
  void encodesAPictureThatComesIn() throws IOException {
    Path picture = directory.resolve("a.png");
    assertEquals(0, CommandRun.of("decode", stream, "-o", picture).exitCode());
    Object[] options = {"--steps", 2, "--hidden-features", 8, "--hidden-layers", 1, "--bits", 8};
    Piped piped = run(Files.readAllBytes(picture), words("encode", "-", "-o", "-", options));
    assertEquals(0, piped.exitCode(), piped.err());
    assertEquals(0, run(piped.bytes(), "inspect", "-").exitCode());
    assertTrue(piped.err().contains("of "), piped.err());
  }

  private static Object[] words(Object a, Object b, Object c, Object d, Object... more) {
    Object[] words = Arrays.copyOf(new Object[] {a, b, c, d}, 4 + more.length);
    System.arraycopy(more, 0, words, 4, more.length);
    return words;
  }

  @Test
  void namesWhatComesInAndIsNotRead() {
    byte[] video = "\0\0\0\u0020ftypisom".getBytes(StandardCharsets.ISO_8859_1);
    Path output = directory.resolve("b.siren");
    Piped piped = run(video, "encode", "-", "-o", output);
    assertEquals(1, piped.exitCode());
    assertTrue(piped.err().startsWith("sirencast: -: an MP4 video, "), piped.err());
    assertEquals(1, run(new byte[0], "encode", "-", "-o", output).exitCode());
    assertFalse(Files.exists(output));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void endsOnDevicesThatDoNot() {
    Path output = directory.resolve("b.siren");
    assertEquals(1, run(new byte[0], "encode", "/dev/zero", "-o", output).exitCode());
    Piped stream = run(new byte[0], "inspect", "/dev/zero");
    assertEquals(1, stream.exitCode());
    assertTrue(
        stream.err().contains("/dev/zero: not a SirenCast stream: no packet "), stream.err());
  }

  @Test
  void writesOtherThingsToFilesOnly() {
    Piped piped = run(new byte[0], "unpack", stream, "-o", "-");
    assertEquals(2, piped.exitCode());
    assertTrue(piped.err().contains("name a file"), piped.err());
  }
}
