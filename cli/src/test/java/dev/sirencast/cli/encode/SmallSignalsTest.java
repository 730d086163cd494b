package dev.sirencast.cli.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What signals of few samples get where nobody asks for anything. */
class SmallSignalsTest {
  @TempDir Path directory;
  private Path stream;

  @BeforeEach
  void nameStream() {
    stream = directory.resolve("a.siren");
  }

  private CommandRun run(Object input, Object... more) {
    List<Object> words = new ArrayList<>(List.of("encode", input, "-o", stream));
    words.addAll(List.of(more));
    CommandRun run = CommandRun.of(words.toArray());
    assertEquals(0, run.exitCode(), run.err());
    return run;
  }

  private JsonNode encode(Object input, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of(more));
    words.add("--json");
    return run(input, words.toArray()).json();
  }

  /** A quarter of a second of a chord that fades. */
  private Path sound(int rate) throws IOException {
    float[] samples = new float[rate / 4];
    for (int i = 0; i < samples.length; i++) {
      double seconds = (double) i / rate;
      double chord = 0;
      for (double hertz : new double[] {220, 277, 330, 1100}) {
        chord += Math.sin(2 * Math.PI * hertz * seconds) / 4;
      }
      samples[i] = (float) (0.5 + 0.4 * chord * Math.exp(-4 * seconds));
    }
    Path file = directory.resolve("in.wav");
    AudioFormat format = new AudioFormat(rate, SampleEncoding.PCM_16, 0);
    SignalWriter.write(Signal.of(format, CoordinateGrid.of(samples.length), 1, samples), file);
    return file;
  }

  @Test
  void anIconTakesHalfOfItsPixels() throws IOException {
    JsonNode encoded = encode("testcard:32x32");
    assertTrue(encoded.get("bytes").asInt() < 1700, encoded.toString());
    assertTrue(encoded.get("psnr_db").asDouble() > 25, encoded.toString());
    assertFalse(encoded.has("size_advice"));
  }

  @Test
  void aQuarterOfASecondOfSoundIsSmallerThanItsSamples() throws IOException {
    JsonNode encoded = encode(sound(8000));
    assertTrue(encoded.get("bytes").asInt() < 3300, encoded.toString());
    assertTrue(encoded.get("snr_db").asDouble() > 20, encoded.toString());
  }

  @Test
  void saysWhereAStreamIsNoSmallerThanItsSignal() throws IOException {
    JsonNode encoded = encode("testcard:3x2");
    int bytes = encoded.get("bytes").asInt();
    assertEquals(
        "no smaller than the signal: " + bytes + " bytes against 18 of samples",
        encoded.get("size_advice").asText());
    String text = run("testcard:3x2").out();
    assertTrue(text.contains(encoded.get("size_advice").asText()), text);
    assertEquals(0, CommandRun.of("decode", stream, "-o", directory.resolve("a.png")).exitCode());
  }

  @Test
  void oneNetworkIsAsWideAsTheSignalIsLarge() throws IOException {
    int before = 0;
    for (int side : new int[] {16, 24, 32, 48, 64}) {
      JsonNode encoded = encode("testcard:" + side + "x" + side, "--steps", 1);
      int weights = encoded.get("weights").asInt();
      assertTrue(weights > before && weights < 3 * side * side, side + ": " + weights);
      before = weights;
    }
  }
}
