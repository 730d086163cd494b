package dev.sirencast.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.PageLint;
import dev.sirencast.cli.Streams;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what a report says against the JSON of the same run. */
class SimulationPageTest {
  @TempDir Path directory;
  private Path stream;
  private Path page;
  private Path reference;

  @BeforeEach
  void writeStream() throws IOException {
    stream = Streams.write(Streams.small(0), directory.resolve("a.siren"));
    page = directory.resolve("a.html");
    // What it shows undamaged, so that damage is seen: the network is not trained.
    reference = directory.resolve("a.png");
    CommandRun decoded = CommandRun.of("decode", stream, "-o", reference);
    assertEquals(0, decoded.exitCode(), decoded.err());
  }

  private JsonNode simulate(Object... more) throws IOException {
    Object[] words = new Object[7 + more.length];
    words[0] = "simulate";
    words[1] = stream;
    words[2] = "--reference";
    words[3] = reference;
    words[4] = "--json";
    words[5] = "--report";
    words[6] = page;
    System.arraycopy(more, 0, words, 7, more.length);
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return run.json();
  }

  private List<String> findings() throws IOException {
    Matcher items = Pattern.compile("<li>(.*)</li>").matcher(Files.readString(page));
    return items.results().map(item -> item.group(1)).toList();
  }

  private static String level(JsonNode number) {
    return String.format(Locale.ROOT, "%.1f dB", number.asDouble());
  }

  @Test
  void saysWhatOneChannelLeaves() throws IOException {
    JsonNode json = simulate("--channel", "loss(20%)", "--trials", 40);
    JsonNode point = json.get("points").get(0);
    assertEquals(
        "Over loss(20%) this stream keeps "
            + level(point.get("p5_psnr_db"))
            + " or more in 95 of 100 transfers, and has "
            + level(point.get("mean_psnr_db"))
            + " in the mean; undamaged it has "
            + level(json.get("clean_psnr_db"))
            + ".",
        findings().get(0));
    String sure = String.format(Locale.ROOT, "\u00b1%.2f dB", point.get("ci95_db").asDouble());
    assertTrue(findings().get(1).contains(sure), findings().get(1));
    assertTrue(findings().get(1).contains("from 40 transfers"), findings().get(1));
  }

  @Test
  void saysHowFarAlongASweepAStreamIsGood() throws IOException {
    JsonNode json = simulate("--sweep", "ber=1e-5..1e-1:5", "--policy", "soft", "--trials", 20);
    double clean = json.get("clean_psnr_db").asDouble();
    double good = Double.NaN;
    for (JsonNode point : json.get("points")) {
      if (point.get("mean_psnr_db").asDouble() < clean - 1) {
        break;
      }
      good = point.get("value").asDouble();
    }
    Matcher said =
        Pattern.compile(
                "within 1 dB of it up to ber (\\S+), and within 3 dB of it up to ber (\\S+)\\.")
            .matcher(findings().get(0));
    assertTrue(said.find(), findings().get(0));
    assertEquals(good, Double.parseDouble(said.group(1)), 1e-9);
    JsonNode last = json.get("points").get(4);
    assertTrue(
        findings().stream()
            .anyMatch(
                finding ->
                    finding.contains(
                        "at ber 0.1 it keeps " + level(last.get("p5_psnr_db")) + " or more in 95")),
        findings().toString());
  }

  @Test
  void soundsAreToldInSnr() throws IOException {
    reference = directory.resolve("a.wav");
    SignalWriter.write(tone(), reference);
    CommandRun encoded =
        CommandRun.of(
            "encode",
            reference,
            "--patches",
            "none",
            "--hidden-features",
            8,
            "--steps",
            5,
            "-o",
            stream);
    assertEquals(0, encoded.exitCode(), encoded.err());
    JsonNode json = simulate("--channel", "loss(20%)", "--trials", 4);
    double more = json.get("snr_db").asDouble() - json.get("clean_psnr_db").asDouble();
    assertTrue(more < -5, "a tone has less power than full scale: " + more);
    JsonNode point = json.get("points").get(0);
    String html = Files.readString(page);
    assertTrue(
        html.contains(
            String.format(Locale.ROOT, ">%.2f<", point.get("mean_psnr_db").asDouble() + more)),
        "the table has the SNR");
    assertTrue(html.contains("mean SNR"), "and says so");
    assertTrue(
        html.contains(String.format(Locale.ROOT, "is %.2f dB more for this sound", -more)),
        "and what the PSNR is");
    assertFalse(html.contains("by PSNR"), "nothing else is told in PSNR");
  }

  private static Signal tone() {
    float[] samples = new float[800];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 + 0.2 * Math.sin(0.2 * i));
    }
    return Signal.of(
        new AudioFormat(8000, SampleEncoding.PCM_16, 0),
        CoordinateGrid.of(samples.length),
        1,
        samples);
  }

  @Test
  void isAccessible() throws IOException, InterruptedException {
    simulate("--sweep", "ber=1e-5..1e-1:3", "--sweep", "loss=1%..10%:2", "--trials", 2);
    PageLint.assertAccessible(page);
  }

  @Test
  void needsNoOtherFileAndIsSmall() throws IOException {
    simulate("--sweep", "ber=1e-5..1e-1:3", "--sweep", "loss=1%..10%:2", "--trials", 2);
    String html = Files.readString(page);
    assertFalse(Pattern.compile("(src|srcset|href)=\"(?!data:)(?!a\\.siren)").matcher(html).find());
    assertTrue(html.length() < 3_000_000, "characters: " + html.length());
    assertTrue(html.contains("<input type=\"range\""), "no slider");
    assertTrue(html.contains("<th scope=\"row\">headers</th>"), "no bytes");
    assertTrue(html.contains("sirencast 0.1.0"), "no version");
  }
}
