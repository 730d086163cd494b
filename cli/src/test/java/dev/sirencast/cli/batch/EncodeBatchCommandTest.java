package dev.sirencast.cli.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sirencast.batch.TaskContext;
import dev.sirencast.batch.TaskException;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.EncodeTask;
import dev.sirencast.cli.PageLint;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.media.TestCard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodeBatchCommandTest {
  /** A network that is trained at once. */
  private static final List<Object> TINY =
      List.of("--hidden-features", 8, "--hidden-layers", 1, "--steps", 5, "--meta", "by=a b");

  private static final List<String> CONTRACT =
      List.of("input", "output", "bytes", "psnr_db", "seconds", "seed", "digest");

  @TempDir Path directory;
  private Path in;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    in = Files.createDirectories(directory.resolve("in"));
    out = directory.resolve("out");
    Files.createDirectories(in.resolve("more"));
    SignalWriter.write(TestCard.create(16, 12), in.resolve("a.png"));
    SignalWriter.write(TestCard.create(12, 16), in.resolve("more/b.png"));
    SignalWriter.write(TestCard.create(8, 8), in.resolve("c.png"));
  }

  private CommandRun batch(Path output, Object... more) {
    List<Object> words = new ArrayList<>(List.of("encode-batch", in, "-o", output, "--json"));
    words.addAll(TINY);
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private JsonNode done(Object... more) throws IOException {
    CommandRun run = batch(out, more);
    assertEquals(0, run.exitCode(), run.err());
    return run.json();
  }

  @Test
  void thePageSaysWhatBecameOfAll() throws IOException, InterruptedException {
    Files.write(in.resolve("d.png"), new byte[] {1, 2, 3});
    Path page = directory.resolve("page.html");
    CommandRun run = batch(out, "--report", page);
    assertEquals(1, run.exitCode(), run.err());
    String html = Files.readString(page);
    JsonNode json = run.json();
    assertTrue(
        html.contains(
            String.format(
                Locale.ROOT,
                "3 of 4 signals are streams now, %,d bytes in all; 1 failed.",
                json.get("bytes").asLong())),
        "the counts");
    JsonNode worst = json.get("worst").get(0);
    assertTrue(
        html.contains(
            String.format(
                Locale.ROOT,
                "the lowest is %s with %.1f dB.",
                worst.get("name").asText(),
                worst.get("psnr_db").asDouble())),
        "the worst");
    assertTrue(html.contains("d.png"), "what failed");
    assertEquals(3, html.split("<img src=\"data:image/png").length - 1, "pictures of the streams");
    assertFalse(html.contains("Not to be read here"), "they are there");
    PageLint.assertAccessible(page);
  }

  @Test
  void thePageOfManyRowsIsSmall() throws IOException {
    List<ResultRow> rows = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      String line =
          i % 50 == 0
              ? "{\"name\":\"%d\",\"input\":\"%d.png\",\"error\":\"no\"}".formatted(i, i)
              : "{\"name\":\"%d\",\"kind\":\"%s\",\"output\":\"gone/%d\",\"bytes\":%d,\"psnr_db\":%d,\"snr_db\":9,\"seconds\":%d}"
                  .formatted(i, i % 3 == 0 ? "audio" : "image", i, i + 1, 20 + i % 30, 1 + i % 9);
      rows.add(ResultRow.parse(line).orElseThrow());
    }
    Path page = directory.resolve("page.html");
    BatchReport report = new BatchReport(rows.size(), List.of(), rows, 60);
    new BatchPage(out, report, out.resolve("results.jsonl"), List.of("encode-batch"), "v")
        .write(page);
    String html = Files.readString(page);
    assertTrue(html.length() < 500_000, "characters: " + html.length());
    assertTrue(html.contains("98,000 of 100,000 signals are streams now"), "the counts");
    assertTrue(html.contains("The first 100 of 2,000"), "not all failures");
    assertTrue(html.contains("Not to be read here"), "streams that are gone");
  }

  private static void assertCounts(int encoded, int skipped, JsonNode report) {
    assertEquals(encoded, report.get("encoded").asInt(), report.toString());
    assertEquals(skipped, report.get("skipped").asInt(), report.toString());
  }

  private static Map<String, JsonNode> rows(Path output) throws IOException {
    Map<String, JsonNode> rows = new TreeMap<>();
    for (String line : Files.readAllLines(output.resolve("results.jsonl"))) {
      JsonNode row = new ObjectMapper().readTree(line);
      rows.put(row.get("name").asText(), row);
    }
    return rows;
  }

  @Test
  void bytesAreThoseOfEncodeWhateverTheNumberOfWorkers() throws IOException {
    assertCounts(3, 0, done("--workers", 2));
    Path alone = directory.resolve("alone");
    assertEquals(0, batch(alone, "--workers", 1).exitCode());
    Map<String, JsonNode> rows = rows(out);
    assertEquals(List.of("a.siren", "c.siren", "more/b.siren"), List.copyOf(rows.keySet()));
    for (Map.Entry<String, JsonNode> row : rows.entrySet()) {
      CONTRACT.forEach(key -> assertTrue(row.getValue().hasNonNull(key), key));
      Path one = directory.resolve("one.siren");
      List<Object> words =
          new ArrayList<>(List.of("encode", row.getValue().get("input").asText(), "-o", one));
      words.addAll(TINY);
      assertEquals(0, CommandRun.of(words.toArray()).exitCode());
      byte[] expected = Files.readAllBytes(one);
      assertArrayEquals(expected, Files.readAllBytes(out.resolve(row.getKey())));
      assertArrayEquals(expected, Files.readAllBytes(alone.resolve(row.getKey())));
      assertEquals(HexDigest.of(expected), row.getValue().get("digest").asText());
      assertEquals(expected.length, row.getValue().get("bytes").asLong());
    }
  }

  @Test
  void encodesAgainWhatHasChangedAndNothingElse() throws IOException {
    assertCounts(3, 0, done());
    assertCounts(0, 3, done());
    Files.setLastModifiedTime(in.resolve("a.png"), FileTime.fromMillis(0));
    assertCounts(0, 3, done());
    SignalWriter.write(TestCard.create(10, 10), in.resolve("c.png"));
    assertCounts(1, 2, done());
    Path elsewhere = Files.move(in, directory.resolve("elsewhere"));
    in = elsewhere;
    assertCounts(0, 3, done());
    Files.delete(out.resolve("a.siren"));
    Files.writeString(out.resolve("more/b.siren"), "damaged");
    assertCounts(2, 1, done());
    assertCounts(3, 0, done("--seed", 1));
    assertCounts(3, 0, done("--seed", 1, "--force"));
  }

  @Test
  void encodesAgainWhereAFileThatAnOptionNamesHasChanged() throws IOException {
    Path trace = directory.resolve("link.trace");
    Files.writeString(trace, "sirencast-trace 1\nframes 3\n0 0\n1 0\n");
    Object[] planned = {"--protect", "auto", "--channel", "trace(" + trace + ")"};
    assertCounts(3, 0, done(planned));
    assertCounts(0, 3, done(planned));
    Files.setLastModifiedTime(trace, FileTime.fromMillis(0));
    assertCounts(0, 3, done(planned));
    Files.writeString(trace, "sirencast-trace 1\nframes 3\n0 0\n");
    assertCounts(3, 0, done(planned));
  }

  @Test
  void namesThatAreNoTextAreSaidOnceAndCostTheOthersNothing() throws Exception {
    assertCounts(3, 0, done());
    String make = "cd \"$1\" && for i in 1 2; do cp a.png \"$(printf 'caf\\351%s.png' $i)\"; done";
    Process shell = new ProcessBuilder("bash", "-c", make, "bash", in.toString()).start();
    assertEquals(0, shell.waitFor());
    CommandRun run = batch(out);
    assertEquals(1, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("sirencast: " + in.resolve("caf")), run.err());
    assertTrue(run.err().contains("its name and 1 more are not "), run.err());
    assertCounts(0, 3, run.json());
    assertEquals(0, run.json().get("failed").asInt(), run.out());
    assertEquals(1, run.json().get("unread").size());
    assertEquals(3, rows(out).size());
  }

  @Test
  void saysBeforehandWhereADiskIsTooSmall() {
    Path folder = Path.of("streams");
    assertEquals(Optional.empty(), DiskRoom.shortage(folder, 1_000, 20_000, 24_000_000));
    assertEquals(Optional.empty(), DiskRoom.shortage(folder, 1_000_000, 0, 1));
    assertEquals(
        "streams: 1,000 of about 20,000 bytes each are to come, and 19,000,000 bytes are free",
        DiskRoom.shortage(folder, 1_000, 20_000, 19_000_000).orElseThrow());
  }

  @Test
  void aBadSignalCostsItsOwnLineAndIsTriedAgain() throws IOException {
    Files.writeString(in.resolve("bad.png"), "no picture");
    CommandRun run = batch(out);
    assertEquals(1, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("sirencast: " + in.resolve("bad.png") + ": not a picture"));
    assertCounts(3, 0, run.json());
    assertEquals(1, run.json().get("failed").asInt());
    assertTrue(rows(out).get("bad.siren").get("error").asText().contains("not a picture"));
    assertFalse(Files.exists(out.resolve("bad.siren")));
    SignalWriter.write(TestCard.create(9, 9), in.resolve("bad.png"));
    assertCounts(1, 3, done());
  }

  @Test
  void aTornLastLineCostsItsSignalAlone() throws IOException {
    done();
    Path results = out.resolve("results.jsonl");
    byte[] whole = Files.readAllBytes(results);
    int last = rows(out).values().stream().mapToInt(row -> row.toString().length()).min().orElse(0);
    Files.write(results, java.util.Arrays.copyOf(whole, whole.length - last / 2));
    assertCounts(1, 2, done());
    assertCounts(0, 3, done());
    Files.write(results, new byte[] {'{', (byte) 0xff}, StandardOpenOption.APPEND);
    assertCounts(0, 3, done());
  }

  @Test
  void namesOfAListMayBeAnything() throws IOException {
    Path odd = Files.createDirectories(in.resolve("@odd"));
    SignalWriter.write(TestCard.create(8, 8), odd.resolve("-x y\n.png"));
    InputStream before = System.in;
    String list = odd.resolve("-x y\n.png") + "\0" + in.resolve("c.png") + "\0";
    System.setIn(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    try {
      List<Object> words = new ArrayList<>(List.of("encode-batch", "-", "-o", out, "--json"));
      words.addAll(TINY);
      assertCounts(2, 0, CommandRun.of(words.toArray()).json());
    } finally {
      System.setIn(before);
    }
    assertTrue(Files.exists(out.resolve("@odd/-x y\n.siren")));
  }

  @Test
  void twoRunsAtOnceAreRefused() throws IOException {
    Files.createDirectories(out);
    try (ResultsFile open = ResultsFile.open(out)) {
      CommandRun run = batch(out);
      assertEquals(1, run.exitCode());
      assertTrue(run.err().contains("another run of encode-batch"), run.err());
      assertTrue(open.rows().isEmpty());
    }
  }

  @Test
  void aCancelledTaskWritesNothing() throws IOException {
    SignalTask task =
        new SignalTask(
            in.resolve("a.png").toString(),
            out.resolve("a.siren").toString(),
            List.of(),
            Optional.empty());
    assertThrows(
        TaskException.class,
        () -> new EncodeTask().run(task.line(), new TaskContext(1, () -> true)));
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void veryLargeSignalsAreEncodedInPartsToTheSameBytes() throws IOException {
    Path large = directory.resolve("large.png");
    SignalWriter.write(TestCard.create(48, 32), large);
    Path one = directory.resolve("one.siren");
    String[] patches = {"--effort", "fast", "--patches", "16x16"};
    assertEquals(0, CommandRun.of(all("encode", large, "-o", one, patches)).exitCode());
    Object[] inParts = all("encode-batch", large, "-o", out, "--split", "0.001", patches);
    CommandRun run = CommandRun.of(inParts);
    assertEquals(0, run.exitCode(), run.err());
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(out.resolve("large.siren")));
    assertEquals(1, rows(out).size());
    assertFalse(Files.exists(out.resolve(".parts")), "what parts have left is gone");
    Files.writeString(large, "no picture, and of more bytes than are a task: ".repeat(99));
    CommandRun bad = CommandRun.of(inParts);
    assertEquals(1, bad.exitCode());
    assertEquals(1, bad.err().lines().count(), bad.err());
  }

  private static Object[] all(Object... words) {
    return Stream.of(words)
        .flatMap(word -> word instanceof Object[] more ? Stream.of(more) : Stream.of(word))
        .toArray();
  }

  @Test
  void saysInWordsWhatCameOfIt() {
    List<Object> words = new ArrayList<>(List.of("encode-batch", in, "-o", out));
    words.addAll(TINY);
    String text = CommandRun.of(words.toArray()).out();
    assertTrue(
        text.matches("(?s)\\Q" + out + ": 3 of 3 signals encoded; \\E[\\d,]+ bytes in all\n.*"));
    assertTrue(text.contains("\nslowest:\n") && text.contains("\nlowest PSNR:\n"), text);
  }
}
