package dev.sirencast.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.Streams;
import dev.sirencast.simulation.TrialStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
  void threadsChangeNothing() throws IOException {
    Object[] words = {"--channel", "loss(20%); ber(1e-4)", "--weights", "gauss(sigma=1e-3)"};
    JsonNode one = simulate(words[0], words[1], words[2], words[3], "--threads", 1);
    JsonNode two = simulate(words[0], words[1], words[2], words[3], "--threads", 2);
    assertEquals(one.get("points"), two.get("points"));
  }

  @Test
  void severalSweepsMakeAGrid() throws IOException {
    Path page = directory.resolve("grid.html");
    JsonNode json =
        simulate(
            "--sweep",
            "loss=0%..20%:3,lin",
            "--sweep",
            "ber=1e-5..1e-3:2",
            "--trials",
            2,
            "--report",
            page);
    JsonNode points = json.get("points");
    assertEquals(6, points.size());
    assertEquals("none, ber=1e-5", points.get(0).get("series").asText());
    assertEquals("none, ber=1e-3", points.get(5).get("series").asText());
    assertEquals(20, points.get(5).get("values").get("loss").asDouble());
    assertEquals(1e-3, points.get(5).get("values").get("ber").asDouble());
    assertEquals(20, points.get(5).get("value").asDouble());
    String html = Files.readString(page);
    assertEquals(2 * 6, html.split("class=\"heat\"", -1).length - 1);
    assertUsage("two sweeps of one number", "--sweep", "ber=1..2:2", "--sweep", "ber=1..2:3");
  }

  @Test
  void comparesStreamsProtectionsAndPoliciesInTheSameTrials() throws IOException {
    Path other = Streams.write(Streams.small(1), directory.resolve("b.siren"));
    JsonNode json =
        simulate(
            other,
            "--channel",
            "loss(20%)",
            "--fec",
            "none",
            "--fec",
            "rs(4,4)",
            "--policy",
            "strict",
            "--policy",
            "auto",
            "--trials",
            6);
    assertEquals(4, json.get("streams").size());
    assertEquals(8, json.get("points").size());
    assertEquals(7, json.get("differences").size());
    JsonNode first = json.get("points").get(0);
    JsonNode last = json.get("points").get(7);
    assertEquals("a.siren, unprotected, strict", first.get("series").asText());
    assertEquals("b.siren, rs(4,4), auto", last.get("series").asText());
    assertEquals("strict", first.get("policy").asText());
    assertEquals("stream", last.get("policy_from").asText());
    JsonNode repaired = json.get("points").get(2);
    assertEquals("rs(4,4)", repaired.get("fec").asText());
    assertTrue(repaired.get("bytes").asInt() > first.get("bytes").asInt());
    double gain = repaired.get("mean_psnr_db").asDouble() - first.get("mean_psnr_db").asDouble();
    JsonNode difference = json.get("differences").get(1);
    assertEquals("a.siren, rs(4,4), strict", difference.get("series").asText());
    assertEquals(gain, difference.get("mean_db").asDouble(), 2e-4);
  }

  @Test
  void fillsStreamsToEqualBytes() throws IOException {
    JsonNode alone = simulate("--trials", 1);
    int bytes = alone.get("bytes").asInt() * 3;
    JsonNode json = simulate("--trials", 5, "--fill-to", bytes, "--channel", "loss(20%)");
    int sent = json.get("bytes").asInt();
    assertTrue(sent <= bytes && sent > bytes * 0.7, sent + " of " + bytes);
    assertTrue(json.get("repair_packets").asInt() > 0);
    assertUsage("--fill-to chooses what --fec states", "--fill-to", "9", "--fec", "none");
    CommandRun less =
        CommandRun.of("simulate", stream, "--reference", Streams.REFERENCE, "--fill-to", "100");
    assertEquals(1, less.exitCode());
    assertTrue(less.err().contains("is less than its"), less.err());
  }

  @Test
  void sweepsNoiseOnWeightsAndTakesMeansOfReads() throws IOException {
    JsonNode json =
        simulate("--sweep", "gauss=1e-3..1e-1:3", "--weights", "mask(p=0.1%)", "--trials", 4);
    JsonNode points = json.get("points");
    assertEquals("mask(p=0.1%); gauss(sigma=0.1)", points.get(2).get("weights").asText());
    assertNotEquals(points.get(0).get("mean_psnr_db"), points.get(2).get("mean_psnr_db"));
    CommandRun text =
        CommandRun.of(
            "simulate", stream, "--reference", Streams.REFERENCE, "--sweep", "gauss=1e-3..1e-1:3");
    assertTrue(text.out().contains("gauss(sigma=0.1)"), text.out());
    Object[] noisy = {"--weights", "add_normal(std=5%)", "--trials", 4};
    JsonNode once = simulate(noisy);
    JsonNode often = simulate(noisy[0], noisy[1], noisy[2], noisy[3], "--reads", 16);
    assertTrue(awayFromClean(often) < awayFromClean(once), once + " " + often);
    assertUsage("--reads must be 1 to 1000, got 0", "--reads", "0");
    assertUsage("'pcm(t=1)' needs a time", "--weights", "pcm(t=1)");
  }

  private static double awayFromClean(JsonNode json) {
    double mean = json.get("points").get(0).get("mean_psnr_db").asDouble();
    return Math.abs(mean - json.get("clean_psnr_db").asDouble());
  }

  @Test
  void goesOnWithTheTrialsThatWereKept() throws IOException {
    Path kept = directory.resolve("trials.jsonl");
    Object[] words = {"--sweep", "loss=10%..30%:3", "--channel", "delay(5ms,jitter=2ms)"};
    JsonNode whole = simulate(words[0], words[1], words[2], words[3], "--trials", 8);
    simulate(words[0], words[1], words[2], words[3], "--trials", 3, "--resume", kept);
    List<String> lines = Files.readAllLines(kept);
    assertEquals(1 + 3 * 3, lines.size());
    // A process that was killed while it wrote leaves half a line.
    Files.writeString(kept, String.join("\n", lines.subList(0, 8)) + "\n{\"cell\":1,\"tri");
    JsonNode resumed =
        simulate(words[0], words[1], words[2], words[3], "--trials", 8, "--resume", kept);
    assertEquals(whole.get("points"), resumed.get("points"));
    assertEquals(1 + 3 * 8, Files.readAllLines(kept).size());
    assertUsage("holds trials of another experiment", "--seed", "5", "--resume", kept.toString());
    Path text = Files.writeString(directory.resolve("notes.txt"), "mine\n");
    assertUsage("holds something else", "--resume", text.toString());
    assertEquals("mine\n", Files.readString(text));
  }

  @Test
  void aRecordingGoesByWhatItHolds() throws IOException {
    Path kept = directory.resolve("trials.jsonl");
    Path trace = Files.writeString(directory.resolve("a.trace"), trace("0 0\n1 0\n"));
    Path same = Files.writeString(directory.resolve("b.trace"), trace("# the same\n0 0\n1 0\n"));
    simulate("--channel", "trace(" + trace + ")", "--trials", 2, "--resume", kept);
    simulate("--channel", "trace(" + same + ")", "--trials", 3, "--resume", kept);
    assertEquals(1 + 3, Files.readAllLines(kept).size());
    Files.writeString(trace, trace("1 0\n"));
    assertUsage(
        "holds trials of another experiment",
        "--channel",
        "trace(" + trace + ")",
        "--resume",
        kept.toString());
  }

  private static String trace(String arrivals) {
    return "sirencast-trace 1\nframes 2\n" + arrivals;
  }

  @Test
  void saysHowToRunItAgain() throws IOException {
    JsonNode json = simulate("--trials", 2, "--threads", 1);
    assertEquals(
        "[\"simulate\",\""
            + stream
            + "\",\"--reference\",\""
            + Streams.REFERENCE
            + "\",\"--trials\",\"2\"]",
        json.get("command").toString());
    assertTrue(json.get("version").asText().startsWith("sirencast "), json.toString());
  }

  @Test
  void goesOnUntilTheMeanIsKnown() throws IOException {
    String channel = "loss(20%)";
    JsonNode json = simulate("--channel", channel, "--until-ci", "0.8dB");
    JsonNode point = json.get("points").get(0);
    int trials = point.get("trials").asInt();
    assertTrue(trials >= 20 && trials < 1_000 && trials % 20 == 0, point.toString());
    assertTrue(point.get("ci95_db").asDouble() <= 0.8, point.toString());
    assertEquals(0.8, json.get("until_ci_db").asDouble());
    // No trial depends on how many there are.
    JsonNode same = simulate("--channel", channel, "--trials", trials).get("points").get(0);
    assertEquals(point.get("mean_psnr_db"), same.get("mean_psnr_db"));
    JsonNode few = simulate("--channel", channel, "--until-ci", "0.001dB", "--trials", 30);
    assertEquals(30, few.get("points").get(0).get("trials").asInt());
    assertUsage("is not a number of decibels above 0", "--until-ci", "0dB");
    assertUsage("--threads must be 1 to 1024, got 0", "--threads", "0");
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
  void hitsWhatTheScopeSays() throws IOException {
    JsonNode json =
        simulate(
            "--policy",
            "soft",
            "--trials",
            3,
            "--channel",
            "ber(1e-2,scope=high)",
            "--channel",
            "ber(1e-2,scope=matrices)",
            "--channel",
            "ber(1e-2,scope=manifest)",
            "--channel",
            "ber(1e-2,scope=payload)");
    double[] flipped = new double[4];
    for (int i = 0; i < flipped.length; i++) {
      flipped[i] = json.get("points").get(i).get("observed").get("bits_flipped").asDouble();
      assertTrue(flipped[i] > 0, json.toString());
    }
    assertEquals(flipped[3], flipped[0] + flipped[1] + flipped[2], 0.2 * flipped[3]);
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
  void sweepTakesEachChannelThroughEachValue() throws IOException {
    Path csv = directory.resolve("trials.csv");
    Path page = directory.resolve("report.html");
    JsonNode json =
        simulate(
            "--channel",
            "none",
            "--channel",
            "loss(20%)",
            "--sweep",
            "ber=1e-5..1e-1:3",
            "--policy",
            "soft",
            "--trials",
            4,
            "--csv",
            csv,
            "--report",
            page);
    JsonNode points = json.get("points");
    assertEquals(6, points.size());
    assertEquals("ber", json.get("sweep").asText());
    assertEquals("ber(1e-3,scope=payload)", points.get(1).get("channel").asText());
    assertEquals("loss(20%); ber(1e-1,scope=payload)", points.get(5).get("channel").asText());
    assertEquals(0.1, points.get(5).get("value").asDouble());
    double few = points.get(0).get("observed").get("bits_flipped").asDouble();
    double many = points.get(2).get("observed").get("bits_flipped").asDouble();
    assertTrue(many > 1_000 * few, few + " and " + many);
    assertEquals(1 + 6 * 4, Files.readAllLines(csv).size());
    String html = Files.readString(page);
    // The original, what was sent and what arrived, and an error map of each but the first.
    int pictures = html.split("<img src=\"data:image/png;base64,", -1).length - 1;
    assertTrue(pictures >= 3 + 2 * 4 && pictures <= 3 + 2 * 6, "pictures: " + pictures);
    assertEquals(2 * 2, html.split("<source media=", -1).length - 1);
    assertTrue(html.contains("<figcaption>loss(20%), ber 1e-5 <b>"), "not in the page");
    assertTrue(html.contains("<code>loss(20%), ber 0.1</code>"), "not in the table");
    assertTrue(html.contains("<a href=\"a.siren\">"), "not in the page");
    assertTrue(
        html.contains("sirencast simulate " + stream + " <i>--reference</i> "), "not in the page");
    assertTrue(
        html.contains(
            "<i>--channel</i> &quot;loss(20%)&quot; <i>--sweep</i> ber=<i>1e-5</i>..<i>1e-1</i>:3"),
        html);
  }

  @Test
  void reportShowsTheTrialInTheMiddle() throws IOException {
    Path page = directory.resolve("report.html");
    Path csv = directory.resolve("trials.csv");
    simulate("--channel", "loss(20%)", "--trials", 5, "--report", page, "--csv", csv);
    List<Double> sorted =
        Files.readAllLines(csv).stream()
            .skip(1)
            .map(row -> Double.valueOf(row.split(",")[3]))
            .sorted()
            .toList();
    assertTrue(sorted.get(0) < sorted.get(4), sorted.toString());
    String figure =
        String.format(Locale.ROOT, "loss(20%%): the middle one <b>%.2f dB</b>", sorted.get(2));
    assertTrue(Files.readString(page).contains(figure), figure);
  }

  @Test
  void reportsDelayQueueDropsAndReordering() throws IOException {
    JsonNode observed =
        simulate(
                "--channel",
                "rate(1Mbit,queue=5); delay(20ms,jitter=10ms)",
                "--rate",
                10,
                "--trials",
                3)
            .get("points")
            .get(0)
            .get("observed");
    assertTrue(observed.get("queue_drops").asDouble() > 0, observed.toString());
    assertTrue(observed.get("reordered_rate").asDouble() > 0, observed.toString());
    assertTrue(observed.get("delay_ms").get("p50").asDouble() > 10, observed.toString());
    assertTrue(
        observed.get("delay_ms").get("p99").asDouble()
            >= observed.get("delay_ms").get("p50").asDouble());
  }

  @Test
  void replayedTraceGivesTheRecordedTrial() throws IOException {
    Path trace = directory.resolve("a.trace");
    String channel = "ge(p=5%,r=25%); ber(1e-3); delay(10ms,jitter=5ms)";
    JsonNode recorded = simulate("--channel", channel, "--trials", 1, "--record-trace", trace);
    JsonNode replayed = simulate("--channel", "trace(" + trace + ")", "--trials", 2, "--seed", 99);
    JsonNode before = recorded.get("points").get(0);
    JsonNode after = replayed.get("points").get(0);
    assertEquals(before.get("mean_psnr_db"), after.get("mean_psnr_db"));
    assertEquals(
        before.get("observed").get("bits_flipped"), after.get("observed").get("bits_flipped"));
    assertEquals(before.get("observed").get("delay_ms"), after.get("observed").get("delay_ms"));
    assertEquals(0, after.get("std_db").asDouble());
  }

  @Test
  void refusesWhatCannotBeSweptOrRecorded() {
    assertUsage("there is no \"jitter\" in the channel", "--sweep", "jitter=1ms..2ms:2");
    assertUsage("'ber' is not a sweep", "--sweep", "ber");
    assertUsage(
        "--record-trace goes with one channel, got 2",
        "--channel",
        "none",
        "--channel",
        "loss(1%)",
        "--record-trace",
        directory.resolve("a.trace"));
    assertUsage("--rate must be 0.001 to 1e6 Mbit/s, got 0.0", "--rate", 0);
    assertUsage("/no/such/file: no such file", "--channel", "trace(/no/such/file)");
    assertUsage("there is no directory", "--report", directory.resolve("no/report.html"));
  }

  private void assertUsage(String reason, Object... more) {
    Object[] words = new Object[4 + more.length];
    words[0] = "simulate";
    words[1] = stream;
    words[2] = "--reference";
    words[3] = Streams.REFERENCE;
    System.arraycopy(more, 0, words, 4, more.length);
    CommandRun run = CommandRun.of(words);
    assertEquals(2, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(reason), run.err());
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
