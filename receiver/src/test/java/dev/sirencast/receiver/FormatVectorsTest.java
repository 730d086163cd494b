package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sirencast.format.FrameScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors of docs/format.md, which decoders in other languages are tested with, against this
 * one. {@code -Dsirencast.vectors.write=true} makes them anew.
 */
class FormatVectorsTest {
  private static final boolean WRITE = Boolean.getBoolean("sirencast.vectors.write");
  private static final Pattern CODED = Pattern.compile("\"coded\": (\\d+)");
  private static final Pattern PATCH = Pattern.compile("\"patch\": \\d");
  private static final Path FOLDER = ProjectFile.of("docs/vectors");

  static List<FormatVector> vectors() {
    return FormatVector.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void filesSayWhatThisDecoderFinds(FormatVector vector) throws IOException {
    Path stream = FOLDER.resolve(vector.name() + ".siren");
    Path text = FOLDER.resolve(vector.name() + ".json");
    if (WRITE) {
      Files.createDirectories(FOLDER);
      write(vector.frames(), stream);
      Files.writeString(text, VectorText.of(frames(stream)));
    }
    assumeTrue(Files.isDirectory(FOLDER), FOLDER + " has not been made yet");
    assertEquals(Files.readString(text), VectorText.of(frames(stream)));
  }

  @Test
  void everyFileIsOfAVector() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), FOLDER + " has not been made yet");
    Set<String> expected = new TreeSet<>();
    vectors().forEach(v -> expected.addAll(List.of(v.name() + ".siren", v.name() + ".json")));
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(
          expected,
          files
              .map(f -> f.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void whatIsLostIsRestoredWhereItCanBe(FormatVector vector) throws IOException {
    String text = VectorText.of(vector.frames());
    Matcher coded = CODED.matcher(text);
    int patches = coded.find() ? Integer.parseInt(coded.group(1)) : 0;
    boolean all =
        !text.contains("\"unknown_bits\"")
            && !text.matches("(?s).*\"missing\": \\[\\d.*")
            && PATCH.matcher(text).results().count() == patches;
    assertEquals(vector.exact(), all);
  }

  @Test
  void someVectorsAreDamaged() throws IOException {
    for (FormatVector vector : vectors()) {
      boolean damaged = VectorText.of(vector.frames()).contains("\"intact\": false");
      boolean expected = vector.name().matches("slices.*|parity-bytes");
      assertEquals(expected, damaged, vector.name());
    }
    assertTrue(vectors().size() > 15);
  }

  private static void write(List<byte[]> frames, Path file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.write(frame);
    }
    Files.write(file, all.toByteArray());
  }

  private static List<byte[]> frames(Path file) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      FrameScanner.scan(in, frames::add);
    }
    return frames;
  }
}
