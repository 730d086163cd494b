package dev.sirencast.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.PageLint;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
  private static final int BYTES = 2500;

  @TempDir Path directory;

  private static JsonNode compare(Object... more) throws IOException {
    Object[] words = new Object[9 + more.length];
    System.arraycopy(
        new Object[] {
          "compare", "testcard:32x24", "--effort", "fast", "--bytes", BYTES, "--json", "--trials", 3
        },
        0,
        words,
        0,
        9);
    System.arraycopy(more, 0, words, 9, more.length);
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    ObjectNode json = (ObjectNode) run.json();
    json.remove("seconds");
    return json;
  }

  @Test
  void everyFormatIsComparedInEqualBytesAndTheSameWayTwice() throws IOException {
    Path page = directory.resolve("a.html");
    Path csv = directory.resolve("a.csv");
    Object[] channels = {"--channel", "none", "--channel", "loss(30%); ber(1e-4)"};
    JsonNode json =
        compare(
            channels[0],
            channels[1],
            channels[2],
            channels[3],
            "--report",
            page,
            "--csv",
            csv,
            "--threads",
            1);
    Set<String> formats = new TreeSet<>();
    for (JsonNode row : json.get("rows")) {
      formats.add(row.get("format").asText() + ", " + row.get("protection").asText());
      assertTrue(row.get("bytes").asLong() <= BYTES, row.toString());
      boolean clean = row.get("channel").asText().equals("none");
      if (clean) {
        assertEquals(row.get("clean_psnr_db"), row.get("mean_psnr_db"));
        assertEquals(row.get("clean_psnr_db"), row.get("p5_psnr_db"));
        assertEquals(1, row.get("arrived").asDouble());
      } else {
        assertTrue(
            row.get("mean_psnr_db").asDouble() <= row.get("clean_psnr_db").asDouble() + 1e-6,
            row.toString());
      }
    }
    assertEquals(
        Set.of(
            "SirenCast patches, none",
            "SirenCast patches, rs(204,51)",
            "SirenCast patches, auto",
            "SirenCast patches, error-resilient, bits",
            "SirenCast one network, none",
            "SirenCast one network, rs(204,51)",
            "PNG, none",
            "PNG, rs(204,51)",
            "PNG, rs(204,51)+crc",
            "JPEG, none",
            "JPEG, rs(204,51)",
            "JPEG, rs(204,51)+crc"),
        formats);
    assertEquals(22, json.get("rows").size());
    assertEquals(2, json.get("verdicts").size());
    assertEquals(1 + 22 * 3, Files.readAllLines(csv).size());
    String html = Files.readString(page);
    for (JsonNode verdict : json.get("verdicts")) {
      assertTrue(html.contains(verdict.get("ours").asText()), "the page names the best of ours");
      assertTrue(html.contains(verdict.get("other").asText()), "and of the others");
    }
    JsonNode again = compare(channels[0], channels[1], channels[2], channels[3], "--threads", 2);
    assertEquals(json, again);
  }

  @Test
  void trainingUnderNoiseIsComparedInAsManyBytesWithItsTwin() throws IOException {
    Path page = directory.resolve("r.html");
    JsonNode json =
        compare("--channel", "ber(1e-3)", "--robust", "gaussian:1e-3", "--report", page);
    JsonNode usual = compare("--channel", "ber(1e-3)");
    Map<String, JsonNode> rows = byName(json);
    for (String robust :
        List.of(
            "SirenCast patches, robust, none",
            "SirenCast patches, error-resilient, robust, bits")) {
      JsonNode row = rows.remove(robust);
      assertTrue(row.get("bytes").asLong() <= BYTES, robust);
      String twin = robust.replace(", robust", "");
      String difference =
          String.format(
              Locale.ROOT,
              "%.2f dB in the mean, and %.2f without",
              row.get("mean_psnr_db").asDouble(),
              rows.get(twin).get("mean_psnr_db").asDouble());
      assertTrue(Files.readString(page).contains(difference), difference);
    }
    assertEquals(byName(usual), rows, "the other rows are as without it");
  }

  @Test
  void thePageIsAccessible() throws IOException, InterruptedException {
    Path page = directory.resolve("b.html");
    compare("--channel", "loss(10%)", "--report", page);
    PageLint.assertAccessible(page);
  }

  private static Map<String, JsonNode> byName(JsonNode json) {
    Map<String, JsonNode> rows = new TreeMap<>();
    for (JsonNode row : json.get("rows")) {
      rows.put(row.get("format").asText() + ", " + row.get("protection").asText(), row);
    }
    return rows;
  }

  @Test
  void aTimeIsSharedByAllTrainings() throws IOException {
    CommandRun run =
        CommandRun.of(
            "compare",
            "testcard:32x24",
            "--time",
            "3s",
            "--bytes",
            BYTES,
            "--json",
            "--trials",
            1,
            "--channel",
            "none");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(3, run.json().get("time_seconds").asDouble());
    assertFalse(run.json().has("effort"), "the time says how long");
    assertEquals(6, byName(run.json()).keySet().stream().filter(this::isOurs).count());
    for (JsonNode row : run.json().get("rows")) {
      assertTrue(row.get("bytes").asLong() <= BYTES, row.toString());
    }
  }

  private boolean isOurs(String name) {
    return name.startsWith("SirenCast");
  }

  @Test
  void soundsAreToldInSnr() throws IOException {
    Path sound = directory.resolve("a.wav");
    Path page = directory.resolve("a.html");
    float[] samples = new float[1600];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 + 0.2 * Math.sin(0.2 * i));
    }
    Signal tone =
        Signal.of(
            new AudioFormat(8000, SampleEncoding.PCM_16, 0),
            CoordinateGrid.of(samples.length),
            1,
            samples);
    SignalWriter.write(tone, sound);
    List<Object> words =
        List.of("compare", sound, "--effort", "fast", "--bytes", 2500, "--trials", 1);
    List<Object> text = new ArrayList<>(words);
    text.addAll(List.of("--channel", "none", "--report", page));
    CommandRun said = CommandRun.of(text.toArray());
    assertEquals(0, said.exitCode(), said.err());
    text.add("--json");
    JsonNode row = CommandRun.of(text.toArray()).json().get("rows").get(0);
    // 10 log10 of 4 over the tone's power, which is 0.4 squared over 2.
    double snr = row.get("mean_psnr_db").asDouble() - 10 * Math.log10(4 / 0.08);
    Matcher first = Pattern.compile("mean SNR.*\n *(\\S+)").matcher(said.out());
    assertTrue(first.find(), said.out());
    assertEquals(snr, Double.parseDouble(first.group(1)), 0.05);
    assertTrue(Files.readString(page).contains("by mean SNR"), "the page says so too");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fec none | --fec is rs(k,m) here",
        "--fec rs(4,1,slice=64) | --fec is rs(k,m) here",
        "--trials 0 | --trials must be 1",
        "--packet-bytes 9 | --packet-bytes must be 64",
        "--bytes 0 | --bytes must be 1",
        "--robust loss:8% | repair packets do more",
        "--robust nonsense | nonsense",
        "--time 0s | is not a time",
        "--channel nothing | nothing",
        "--channel ber(1e-3,scope=manifest) | is for 'simulate'",
        "--channel wifi | given twice",
        "--report nowhere/a.html | no directory"
      })
  void whatCannotBeIsRefusedAtOnce(String words, String expected) {
    String[] option = words.split(" ");
    CommandRun run =
        CommandRun.of("compare", "testcard", "--channel", "wifi", option[0], option[1]);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(expected), run.err());
    assertFalse(run.err().strip().contains("\n"), run.err());
  }

  @Test
  void videosHaveNoOtherFormatHere() {
    CommandRun run = CommandRun.of("compare", "testcard:16x32", "--frames", 2, "--channel", "wifi");
    assertEquals(2, run.exitCode(), run.err());
  }

  @Test
  void fewBytesLeaveOutWhatHasNoRoom() throws IOException {
    List<Object> words =
        List.of(
            "compare",
            "testcard:32x24",
            "--effort",
            "fast",
            "--bytes",
            700,
            "--json",
            "--trials",
            1,
            "--channel",
            "none");
    CommandRun run = CommandRun.of(words.toArray());
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("left out"), run.err());
    for (JsonNode row : run.json().get("rows")) {
      assertTrue(row.get("bytes").asLong() <= 700, row.toString());
    }
  }
}
