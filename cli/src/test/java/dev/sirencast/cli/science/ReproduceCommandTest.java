package dev.sirencast.cli.science;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.PageLint;
import dev.sirencast.media.ImageFileWriter;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.media.TestCard;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.VideoFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every experiment from end to end, on a scale at which nothing is learned. */
class ReproduceCommandTest {
  @TempDir Path directory;
  private Path data;
  private Path out;

  @BeforeEach
  void makeSignals() throws IOException {
    data = directory.resolve("data");
    out = directory.resolve("results").resolve("smoke");
    Files.createDirectories(data.resolve("kodak"));
    int[] numbers = {1, 8, 12, 22, 23, 24};
    for (int number : numbers) {
      picture(String.format(Locale.ROOT, "kodak/kodim%02d.png", number), 8 + number, 9);
    }
    HounsfieldRange range = new HounsfieldRange(-1024, 1024);
    signal("ct/dcmqi_ct3slice_02.dcm", new CtFormat(range, range, 16), 1, 13, 11);
    signal("audio/gt_bach.wav", new AudioFormat(8000, SampleEncoding.PCM_16, 0), 1, 32);
    VideoFormat format = new VideoFormat(FrameRate.PAL, 0);
    signal("video/bikes_f080-129_160x90_25fps_c444.y4m", format, 3, 8, 6, 2);
  }

  /** Writes a signal that grows from point to point and starts anew after seven. */
  private void signal(String name, SignalFormat format, int components, int... sizes)
      throws IOException {
    CoordinateGrid grid = CoordinateGrid.of(sizes);
    float[] samples = new float[grid.points() * components];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i % 7 / 6f;
    }
    Path file = data.resolve(name);
    Files.createDirectories(file.getParent());
    SignalWriter.write(Signal.of(format, grid, components, samples), file);
  }

  private void picture(String name, int width, int height) throws IOException {
    ImageFileWriter.write(TestCard.create(width, height), data.resolve(name));
  }

  private CommandRun reproduce(String experiment, Object... more) {
    Object[] common = {
      "reproduce", experiment, "--data", data, "--profile", "smoke", "-o", out, "--threads=1"
    };
    Object[] words = new Object[common.length + more.length];
    System.arraycopy(common, 0, words, 0, common.length);
    System.arraycopy(more, 0, words, common.length, more.length);
    return CommandRun.of(words);
  }

  private JsonNode done(String experiment) throws IOException {
    CommandRun run = reproduce(experiment, "--json", "--seed", 5);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode json = run.json();
    assertEquals(experiment, json.get("experiment").asText());
    assertEquals(5, json.get("seed").asInt());
    assertEquals(2, json.get("draws").asInt());
    for (JsonNode file : json.get("files")) {
      assertTrue(Files.size(Path.of(file.asText())) > 0, file.asText());
    }
    assertEquals(
        json.get("rows"),
        new ObjectMapper().readTree(out.resolve(experiment + ".json").toFile()).get("rows"));
    long lines = Files.readString(out.resolve(experiment + ".csv")).lines().count();
    assertEquals(json.get("rows").size(), lines - 1);
    return json;
  }

  private static Set<String> values(JsonNode rows, String key) {
    Set<String> values = new HashSet<>();
    rows.forEach(row -> values.add(row.get(key).asText()));
    return values;
  }

  @Test
  void comparesLosses() throws IOException {
    JsonNode json = done("table1");
    assertEquals(3 * 10 * 2, json.get("rows").size());
    assertEquals(Set.of("kodim01", "kodim08", "kodim24"), values(json.get("rows"), "signal"));
    assertEquals(Set.of("gaussian:0.001", "mask:0.001"), values(json.get("rows"), "noise"));
    JsonNode first = json.get("rows").get(0);
    assertEquals(15.73, first.get("published_psnr_db").asDouble());
    assertEquals(
        first.get("mean_psnr_db").asDouble() - 6.0206,
        first.get("paper_convention_psnr_db").asDouble(),
        2e-4);
    assertEquals(20, json.get("verdicts").size());
  }

  @Test
  void variesTheWeightOfTheNorm() throws IOException {
    JsonNode json = done("table2");
    assertEquals(4 * 7, json.get("rows").size());
    assertTrue(values(json.get("rows"), "lambda").containsAll(Set.of("0.01", "0.1", "0.2", "0.5")));
  }

  @Test
  void countsTheBytesOfCoinsNetworks() throws IOException {
    CommandRun run = reproduce("coin", "--json", "--seed", 5);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode json = run.json();
    assertEquals(6 * 5, json.get("rows").size());
    assertEquals(Set.of("halves", "rounded", "fitted"), values(json.get("rows"), "coding"));
    for (JsonNode row : json.get("rows")) {
      long bytes = row.get("bytes").asLong();
      long halves = row.get("network").asText().equals("5x30") ? 2 * 3903 : 2 * 7479;
      switch (row.get("coding").asText()) {
        case "halves" -> assertEquals(halves, bytes);
        case "fitted" -> assertTrue(bytes <= 2 * 3903, row.toString());
        default -> assertTrue(bytes < halves, row.toString());
      }
      assertEquals(8.0 * bytes / (24 * 16), row.get("bits_per_pixel").asDouble(), 1e-3);
    }
    assertEquals(26.41, json.get("curves").get("coin_published").get(1).get("psnr_db").asDouble());
    assertEquals(5, json.get("files").size());
    assertEquals(31, Files.readString(out.resolve("coin.csv")).lines().count());
    assertTrue(Files.readString(out.resolve("coin.md")).contains("![PSNR against rate](coin.png)"));
    assertEquals(640, ImageIO.read(out.resolve("coin.png").toFile()).getWidth());
  }

  @Test
  void plotsPsnrAgainstNoise() throws IOException, InterruptedException {
    JsonNode json = done("figure4");
    assertEquals(2 * 6 * (9 + 13), json.get("rows").size());
    for (String picture : new String[] {"kodim22", "kodim23"}) {
      String name = "figure4-" + picture + ".png";
      BufferedImage plot = ImageIO.read(out.resolve(name).toFile());
      assertEquals(1280, plot.getWidth());
      assertTrue(Files.readString(out.resolve("figure4.md")).contains(name));
    }
    String page = Files.readString(out.resolve("figure4.html"));
    assertEquals(4, page.split("<figure class=\"chart\">", -1).length - 1);
    assertTrue(page.contains("<li>kodim22, Gaussian noise, gradient norm"), "no finding");
    if (PageLint.runsHere()) {
      PageLint.assertAccessible(out.resolve("figure4.html"));
    }
  }

  @Test
  void setsOneNetworkBesidePatches() throws IOException {
    JsonNode json = done("patches");
    assertEquals(2 * 4 * (5 + 6) + 2 * 4 * 5, json.get("rows").size());
    int lossy = 0;
    for (JsonNode row : json.get("rows")) {
      assertTrue(row.get("sent_weights").asLong() > 0, row.toString());
      if (row.get("noise").asText().startsWith("loss(")) {
        lossy++;
        assertTrue(row.get("bytes").asLong() <= 4000, row.toString());
        assertEquals(4, row.get("draws").asInt());
      }
    }
    assertEquals(2 * 4 * 5, lossy);
    String page = Files.readString(out.resolve("patches.html"));
    assertEquals(2 * 2 + 2, page.split("<figure class=\"chart\">", -1).length - 1);
    assertTrue(page.contains("<li>kodim22, packets lost, patches: "), "no finding");
  }

  @Test
  void triesOtherKindsOfSignals() throws IOException {
    JsonNode json = done("modalities");
    assertEquals(3 * 4 * 2, json.get("rows").size());
    assertEquals(Set.of("ct", "audio", "video"), values(json.get("rows"), "signal"));
    String page = Files.readString(out.resolve("modalities.md"));
    assertTrue(page.contains("- audio: audio/gt_bach.wav, 32 samples from number 0 on"), page);
    assertTrue(page.contains("- video: video/bikes_f080-129_160x90_25fps_c444.y4m, 4x3x2"), page);
  }

  @Test
  void namesASignalOfAnotherKind() throws IOException {
    Path sound = data.resolve("audio/gt_bach.wav");
    Files.copy(data.resolve("kodak/kodim01.png"), sound, StandardCopyOption.REPLACE_EXISTING);
    CommandRun run = reproduce("modalities");
    assertEquals(1, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(sound + ": not audio; expected the cello clip"), run.err());
  }

  @Test
  void namesASignalThatIsTooShort() throws IOException {
    AudioFormat format = new AudioFormat(8000, SampleEncoding.PCM_16, 0);
    signal("audio/gt_bach.wav", format, 1, 31);
    CommandRun run = reproduce("modalities");
    assertEquals(1, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(data.resolve("audio/gt_bach.wav").toString()), run.err());
    assertTrue(run.err().contains("got 31"), run.err());
  }

  @Test
  void sameSeedGivesTheSameFiles() throws IOException {
    done("table2");
    byte[] csv = Files.readAllBytes(out.resolve("table2.csv"));
    byte[] page = Files.readAllBytes(out.resolve("table2.md"));
    done("table2");
    assertArrayEquals(csv, Files.readAllBytes(out.resolve("table2.csv")));
    assertArrayEquals(page, Files.readAllBytes(out.resolve("table2.md")));
  }

  @Test
  void printsTheReportAndALineForEachTraining() {
    CommandRun run = reproduce("table2");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("# Table II"), run.out());
    assertEquals(4 * 7, run.err().lines().count(), run.err());
    assertEquals("", reproduce("table2", "--quiet").err());
  }

  @Test
  void experimentsOfOneRunShareWhatTheyTrain() throws IOException {
    CommandRun run = reproduce("table1", "table2", "--json");
    assertEquals(0, run.exitCode(), run.err());
    JsonNode both = run.json();
    assertEquals("table1", both.get("experiments").get(0).get("experiment").asText());
    assertEquals("table2", both.get("experiments").get(1).get("experiment").asText());
    assertEquals(8, both.get("files").size());
    // Table I: 13 networks a picture. Table II: two more for three of them, and seven for Kodak 12.
    assertEquals(3 * 13 + 3 * 2 + 7, run.err().lines().count(), run.err());
    String shared = Files.readString(out.resolve("table2.csv"));
    assertEquals(0, reproduce("table2").exitCode());
    assertEquals(shared, Files.readString(out.resolve("table2.csv")));
  }

  @Test
  void namesAMissingSignalBeforeAnyTraining() throws IOException {
    Files.delete(data.resolve("kodak/kodim24.png"));
    CommandRun run = reproduce("table1");
    assertEquals(1, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(data.resolve("kodak/kodim24.png").toString()), run.err());
    assertTrue(run.err().contains("expected kodak/kodim24.png in --data"), run.err());
    assertTrue(run.err().contains("r0k.us/graphics/kodak"), run.err());
    assertFalse(Files.exists(out));
    assertEquals(1, reproduce("figure4", "table1").exitCode());
    assertFalse(Files.exists(out), "figure4 was done although table1 lacks a signal");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertEquals(2, reproduce("table3").exitCode());
    assertEquals(2, reproduce("table1", "--draws", 0).exitCode());
    CommandRun profile = CommandRun.of("reproduce", "table1", "--data", data, "--profile", "slow");
    assertEquals(2, profile.exitCode());
    assertTrue(profile.err().contains("expected quick, full or smoke"), profile.err());
    CommandRun folder =
        CommandRun.of("reproduce", "table1", "--data", directory.resolve("none"), "-o", out);
    assertEquals(1, folder.exitCode());
    assertTrue(folder.err().contains("not a folder"), folder.err());
    CommandRun file = CommandRun.of("reproduce", "table1", "--data", data, "-o", occupied());
    assertEquals(2, file.exitCode());
    assertTrue(file.err().contains("expected one for the results"), file.err());
  }

  private Path occupied() {
    return data.resolve("kodak/kodim01.png");
  }
}
