package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  @TempDir Path directory;
  private Path stream;

  @BeforeEach
  void writeStream() throws IOException {
    stream = Streams.write(Streams.small(0), directory.resolve("a.siren"));
  }

  private JsonNode simulate(Object... more) throws IOException {
    Object[] words = new Object[5 + more.length];
    words[0] = "simulate";
    words[1] = stream;
    words[2] = "--reference";
    words[3] = Streams.REFERENCE;
    words[4] = "--json";
    System.arraycopy(more, 0, words, 5, more.length);
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return run.json();
  }

  @Test
  void cleanChannelGivesCleanPsnrEveryTime() throws IOException {
    JsonNode json = simulate("--trials", 3);
    JsonNode point = json.get("points").get(0);
    assertEquals("none", point.get("channel").asText());
    assertEquals(json.get("clean_psnr_db"), point.get("mean_psnr_db"));
    assertEquals(json.get("clean_psnr_db"), point.get("p5_psnr_db"));
    assertEquals(0, point.get("std_db").asDouble());
  }

  @Test
  void seedDecidesEveryTrial() throws IOException {
    String channel = "ge(p=5%,r=25%); ber(1e-4)";
    JsonNode first = simulate("--channel", channel, "--weights", "gauss(sigma=1e-3)");
    JsonNode again = simulate("--channel", channel, "--weights", "gauss(sigma=1e-3)");
    JsonNode other = simulate("--channel", channel, "--weights", "gauss(sigma=1e-3)", "--seed", 1);
    assertEquals(first.get("points"), again.get("points"));
    assertNotEquals(first.get("points"), other.get("points"));
    assertEquals(1, other.get("seed").asInt());
  }

  @Test
  void comparesChannelsAndKeepsEveryTrial() throws IOException {
    Path csv = directory.resolve("trials.csv");
    JsonNode json =
        simulate("--channel", "loss(10%)", "--channel", "loss(50%)", "--trials", 7, "--csv", csv);
    assertEquals(2, json.get("points").size());
    double light = json.get("points").get(0).get("observed").get("loss_rate").asDouble();
    double heavy = json.get("points").get(1).get("observed").get("loss_rate").asDouble();
    assertTrue(light > 0 && light < heavy, light + " < " + heavy);
    List<String> rows = Files.readAllLines(csv);
    assertEquals(1 + 2 * 7, rows.size());
    int columns = rows.get(0).split(",").length;
    rows.forEach(row -> assertEquals(columns, row.split(",").length, row));
  }

  @Test
  void countsGreyWhereNoManifestArrives() throws IOException {
    JsonNode point = simulate("--channel", "loss(100%)", "--trials", 2).get("points").get(0);
    assertEquals(2, point.get("observed").get("undecodable").asInt());
    assertTrue(point.get("mean_psnr_db").asDouble() > 5);
  }

  @Test
  void repairPacketsSaveWeights() throws IOException {
    double bare = concealedWeights();
    Streams.write(Streams.small(1), stream);
    double repaired = concealedWeights();
    assertTrue(bare > 0 && repaired < bare / 4, repaired + " of " + bare);
  }

  private double concealedWeights() throws IOException {
    JsonNode json = simulate("--channel", "loss(10%)", "--policy", "repair-soft");
    return json.get("points").get(0).get("observed").get("concealed_weights").asDouble();
  }

  @Test
  void statisticsMatchTheirDefinitions() {
    TrialStatistics statistics = TrialStatistics.of(new double[] {4, 1, 3, 2, 5});
    assertEquals(3, statistics.mean());
    assertEquals(Math.sqrt(2.5), statistics.deviation(), 1e-12);
    assertEquals(1.2, statistics.p5(), 1e-12);
    assertEquals(1, statistics.minimum());
    assertEquals(1.96 * Math.sqrt(0.5), statistics.ci95(), 1e-12);
  }
}
