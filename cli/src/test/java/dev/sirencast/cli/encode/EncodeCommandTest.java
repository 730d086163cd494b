package dev.sirencast.cli.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodeCommandTest {
  @TempDir Path directory;

  private CommandRun encode(Path out, Object... more) {
    Object[] words = new Object[15 + more.length];
    Object[] common = {
      "encode",
      "testcard:24x16",
      "-o",
      out,
      "--hidden-features",
      32,
      "--hidden-layers",
      1,
      "--steps",
      200,
      "--learning-rate",
      "2e-3",
      "--batch",
      0,
      "--json"
    };
    System.arraycopy(common, 0, words, 0, common.length);
    System.arraycopy(more, 0, words, common.length, more.length);
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return run;
  }

  @Test
  void reportsWhatDecodingMeasures() throws IOException {
    Path out = directory.resolve("a.siren");
    JsonNode encoded = encode(out).json();
    assertTrue(encoded.get("psnr_db").asDouble() > 20, encoded.toString());
    assertEquals(Files.size(out), encoded.get("bytes").asLong());
    assertEquals(2 * 32 + 32 + 32 * 32 + 32 + 3 * 32 + 3, encoded.get("weights").asInt());
    assertEquals(8.0 * Files.size(out) / (24 * 16), encoded.get("bits_per_pixel").asDouble(), 1e-3);
    JsonNode decoded =
        CommandRun.of(
                "decode",
                out,
                "-o",
                directory.resolve("a.png"),
                "--reference",
                "testcard:24x16",
                "--json")
            .json();
    assertEquals(encoded.get("psnr_db"), decoded.get("psnr_db"));
    JsonNode inspected = CommandRun.of("inspect", out, "--json").json();
    long sum = 0;
    for (JsonNode bytes : inspected.get("bytes_by_purpose")) {
      sum += bytes.asLong();
    }
    assertEquals(Files.size(out), sum);
  }

  @Test
  void whereNobodySaysTrainingBeginsAsSuitsTheNetwork() throws IOException {
    Path out = directory.resolve("s.siren");
    JsonNode unasked = trained(out);
    assertEquals(0.13 / 128, unasked.get("learning_rate").asDouble(), 1e-9);
    assertEquals("[1.0,1.75]", unasked.get("initial_scale").toString());
    JsonNode robust = trained(out, "--robust", "gaussian:1e-3");
    assertEquals("[1.0,1.0]", robust.get("initial_scale").toString());
    JsonNode asked = trained(out, "--learning-rate", "1e-3", "--initial-scale", "2,1.5");
    assertEquals(1e-3, asked.get("learning_rate").asDouble());
    assertEquals("[2.0,1.5]", asked.get("initial_scale").toString());
  }

  private static JsonNode trained(Path out, Object... more) throws IOException {
    List<Object> words =
        new ArrayList<>(List.of("encode", "testcard:24x16", "-o", out, "--json", "--steps", 3));
    words.addAll(List.of("--hidden-features", 128, "--hidden-layers", 1));
    words.addAll(List.of(more));
    CommandRun run = CommandRun.of(words.toArray());
    assertEquals(0, run.exitCode(), run.err());
    return run.json();
  }

  @Test
  void seedDecidesEveryByte() throws IOException {
    Path first = directory.resolve("1.siren");
    Path again = directory.resolve("2.siren");
    Path other = directory.resolve("3.siren");
    encode(first, "--seed", 7);
    encode(again, "--seed", 7);
    encode(other, "--seed", 8);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(again));
    assertFalse(java.util.Arrays.equals(Files.readAllBytes(first), Files.readAllBytes(other)));
  }

  @Test
  void bitsAreOfFixedWidthUnlessTheCompactLaneIsAskedForWhichIsSmaller() throws IOException {
    Path compact = directory.resolve("c.siren");
    Path fixed = directory.resolve("f.siren");
    encode(compact, "--lane", "compact");
    encode(fixed);
    JsonNode small = CommandRun.of("inspect", compact, "--json").json();
    assertEquals("entropy-coded", small.get("coding").asText());
    JsonNode large = CommandRun.of("inspect", fixed, "--json").json();
    assertEquals("error-resilient", large.get("coding").asText());
    assertTrue(small.get("bytes").asLong() < large.get("bytes").asLong());
  }

  @Test
  void aBudgetOfBytesIsMetInTheCompactLane() throws IOException {
    Path out = directory.resolve("b.siren");
    JsonNode json = encode(out, "--bytes", 700, "--tune", 20).json();
    assertTrue(json.get("target_met").asBoolean(), json.toString());
    assertEquals(Files.size(out), json.get("bytes").asLong());
    assertTrue(Files.size(out) <= 700, json.toString());
    assertEquals("entropy-coded", json.get("coding").asText());
  }

  @Test
  void losslessWeightsAreNotRounded() throws IOException {
    Path out = directory.resolve("l.siren");
    JsonNode json = encode(out, "--lane", "float32").json();
    assertEquals("lossless", json.get("rounding").asText());
    assertEquals(json.get("float_psnr_db"), json.get("psnr_db"));
  }

  @Test
  void refusesTwoTargetsAtOnce() {
    Path out = directory.resolve("t.siren");
    CommandRun run =
        CommandRun.of("encode", "testcard:24x16", "-o", out, "--bytes", 700, "--bits", 8);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("exclude each other"), run.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void gradientNormAndMetadataReachTheStream() throws IOException {
    Path out = directory.resolve("a.siren");
    JsonNode encoded =
        encode(out, "--loss", "gradient-norm", "--lambda", "1e-3", "--meta", "title=card").json();
    assertEquals("gradient-norm", encoded.get("loss").asText());
    JsonNode inspected = CommandRun.of("inspect", out, "--json").json();
    assertEquals("card", inspected.get("metadata").get("title").asText());
  }

  @Test
  void packagesTheBestWeightsWhenInterrupted() throws Exception {
    Path out = directory.resolve("a.siren");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sirencast.cli.Main",
                "encode",
                "testcard:24x16",
                "-o",
                out.toString(),
                "--hidden-features",
                "16",
                "--steps",
                "10000000")
            .redirectErrorStream(true)
            .start();
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      // The first line is printed when training begins; the engine takes a moment more to start,
      // and a request in that moment must be honoured as well.
      said.append(lines.readLine()).append('\n');
      process.toHandle().destroy(); // Process.destroy would close the stream as well
      lines.lines().forEach(line -> said.append(line).append('\n'));
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, CommandRun.of("inspect", out).exitCode(), said.toString());
    assertTrue(said.toString().contains("stopped early"), said.toString());
  }
}
