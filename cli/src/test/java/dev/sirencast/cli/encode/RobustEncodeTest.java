package dev.sirencast.cli.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobustEncodeTest {
  @TempDir Path directory;

  private CommandRun run(Path out, String... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "encode",
                "testcard:24x16",
                "-o",
                out,
                "--hidden-features",
                32,
                "--hidden-layers",
                1,
                "--steps",
                150,
                "--learning-rate",
                "2e-3",
                "--batch",
                0,
                "--threads",
                1,
                "--json"));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private JsonNode encode(Path out, String... more) throws IOException {
    CommandRun run = run(out, more);
    assertEquals(0, run.exitCode(), run.err());
    return run.json();
  }

  private double simulate(Path stream, String noise) throws IOException {
    JsonNode json =
        CommandRun.of(
                "simulate",
                stream,
                "--reference",
                "testcard:24x16",
                "--weights",
                noise,
                "--trials",
                10,
                "--json")
            .json();
    return json.get("points").get(0).get("mean_psnr_db").asDouble();
  }

  @Test
  void robustStreamsStandTheNoiseThatTheyNameBetter() throws IOException {
    Path plain = directory.resolve("plain.siren");
    Path robust = directory.resolve("robust.siren");
    encode(plain);
    JsonNode encoded = encode(robust, "--robust", "gaussian:3e-3");
    assertEquals("gaussian:0.003", encoded.get("trained_noise").asText());
    assertEquals("local-noise", encoded.get("loss").asText());
    assertEquals("layers.0.weight, layers.0.bias", encoded.get("seeded").asText());
    assertEquals(32 * 32 + 32 + 3 * 32 + 3, encoded.get("sent_weights").asInt());
    double gain = simulate(robust, "gauss(sigma=3e-3)") - simulate(plain, "gauss(sigma=3e-3)");
    assertTrue(gain > 5, "gain " + gain);
    assertEquals(
        encoded.get("noisy_psnr_db").asDouble(), simulate(robust, "gauss(sigma=3e-3)"), 1.0);
  }

  @Test
  void masksToo() throws IOException {
    Path plain = directory.resolve("plain.siren");
    Path robust = directory.resolve("robust.siren");
    encode(plain);
    encode(robust, "--robust", "mask:3e-2");
    double gain = simulate(robust, "mask(p=3e-2)") - simulate(plain, "mask(p=3e-2)");
    assertTrue(gain > 2, "gain " + gain);
  }

  @Test
  void inspectForecastsWhatSimulateMeasures() throws IOException {
    Path stream = directory.resolve("a.siren");
    encode(stream, "--robust", "mask:1e-2");
    JsonNode inspected = CommandRun.of("inspect", stream, "--predict", "--json").json();
    assertEquals("mask:0.01", inspected.get("trained_noise").asText());
    Path picture = directory.resolve("a.png");
    CommandRun.of("decode", stream, "-o", picture, "--decoder", "plain");
    JsonNode drawn =
        CommandRun.of(
                "simulate",
                stream,
                "--reference",
                picture,
                "--weights",
                "mask(p=1e-2)",
                "--trials",
                200,
                "--json")
            .json();
    for (JsonNode forecast : inspected.get("predicted")) {
      if (forecast.get("noise").asText().equals("mask:0.01")) {
        assertEquals(
            drawn.get("points").get(0).get("mean_psnr_db").asDouble(),
            forecast.get("psnr_vs_clean_db").asDouble(),
            2.5); // the mean of decibels against the decibels of the mean
        return;
      }
    }
    throw new AssertionError("no forecast for the trained noise in " + inspected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"l1", "lipschitz", "gradient-norm-fd", "gradient-norm-eq9"})
  void penaltiesTrain(String loss) throws IOException {
    JsonNode encoded = encode(directory.resolve("a.siren"), "--loss", loss, "--lambda", "1e-6");
    assertEquals(loss, encoded.get("loss").asText());
    assertTrue(encoded.get("psnr_db").asDouble() > 18, encoded.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise-aware", "local-noise", "moments"})
  void lossesUnderNoiseTrain(String loss) throws IOException {
    JsonNode encoded =
        encode(
            directory.resolve("a.siren"),
            "--loss",
            loss,
            "--noise",
            "gaussian:1e-4..1e-3",
            "--pairs",
            "1",
            "--average",
            "0.9");
    assertEquals(loss, encoded.get("loss").asText());
    assertTrue(encoded.get("psnr_db").asDouble() > 18, encoded.toString());
  }

  @Test
  void endsAtTheTargetPsnr() throws IOException {
    JsonNode encoded = encode(directory.resolve("a.siren"), "--psnr", "15");
    assertTrue(encoded.get("target_reached").asBoolean());
    assertTrue(encoded.get("steps").asInt() < 150);
  }

  @Test
  void keepsTheBestOfSeveralSeeds() throws IOException {
    JsonNode encoded = encode(directory.resolve("a.siren"), "--seeds", "3", "--seed", "5");
    double best = 0;
    for (JsonNode run : encoded.get("seeds")) {
      best = Math.max(best, run.get("psnr_db").asDouble());
    }
    assertEquals(3, encoded.get("seeds").size());
    assertEquals(best, encoded.get("float_psnr_db").asDouble(), 0.01);
  }

  @Test
  void resumesToTheSameBytes() throws IOException {
    Path straight = directory.resolve("straight.siren");
    Path resumed = directory.resolve("resumed.siren");
    String checkpoint = directory.resolve("run.ckpt").toString();
    encode(straight);
    // What the last checkpoint of the first run is does not matter: the second goes on from it.
    encode(resumed, "--checkpoint", checkpoint, "--checkpoint-every", "1");
    encode(resumed, "--checkpoint", checkpoint, "--resume");
    assertArrayEquals(Files.readAllBytes(straight), Files.readAllBytes(resumed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--robust | loud:3 | 'loud:3' is no noise",
        "--robust | gaussian:0 | is no noise",
        "--loss | local-noise | needs a noise",
        "--loss | fast | 'fast' is not known",
        "--noise | gaussian:1e-3 | goes with --loss",
        "--seeded | all | 'all' is not known",
        "--average | 1 | below 1",
        "--psnr | -3 | above 0 dB",
        "--seeds | 0 | 1 to 1000",
        "--omega0-last | 0 | omega0 of the last layer"
      })
  void refusesWhatMakesNoSense(String option, String value, String message) {
    CommandRun run = run(directory.resolve("a.siren"), option, value);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().strip().lines().filter(l -> l.startsWith("sirencast:")).count());
  }

  @Test
  void refusesTheCheckpointOfAnotherRun() throws IOException {
    String checkpoint = directory.resolve("run.ckpt").toString();
    Files.writeString(Path.of(checkpoint), "not one");
    CommandRun run = run(directory.resolve("a.siren"), "--checkpoint", checkpoint, "--resume");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("run.ckpt: not a checkpoint"), run.err());
  }
}
