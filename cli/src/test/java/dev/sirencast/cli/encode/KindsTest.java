package dev.sirencast.cli.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.media.SignalReader;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.CtSource;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.VideoCoding;
import dev.sirencast.signal.VideoFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CT slices, sounds and videos, from a file to a file of the same kind. */
class KindsTest {
  @TempDir Path directory;
  private Path stream;

  @BeforeEach
  void nameStream() {
    stream = directory.resolve("a.siren");
  }

  /** A file of waves, as long as each axis is. */
  private Path write(String name, SignalFormat format, CoordinateGrid grid, int components)
      throws IOException {
    float[][] coordinates = new float[grid.dimensions()][grid.points()];
    grid.coordinates(0, grid.points(), coordinates);
    float[] samples = new float[grid.points() * components];
    for (int i = 0; i < samples.length; i++) {
      double phase = i % components;
      for (int axis = 0; axis < grid.dimensions(); axis++) {
        phase += 3 * coordinates[axis][i / components];
      }
      samples[i] = (float) (0.5 + 0.4 * Math.sin(phase));
    }
    Path file = directory.resolve(name);
    SignalWriter.write(Signal.of(format, grid, components, samples), file);
    return file;
  }

  private Path sound() throws IOException {
    AudioFormat format = new AudioFormat(8000, SampleEncoding.PCM_16, 0);
    return write("in.wav", format, CoordinateGrid.of(400), 2);
  }

  private Path slice() throws IOException {
    HounsfieldRange range = new HounsfieldRange(-1000, 1000);
    CtSource source = new CtSource(8, 8.4, 1.25, 0.5, -1000);
    return write("in.dcm", new CtFormat(range, range, 16, source), CoordinateGrid.of(16, 12), 1);
  }

  private Path video(String name) throws IOException {
    return write(name, new VideoFormat(new FrameRate(10, 1), 0), CoordinateGrid.of(12, 24, 4), 3);
  }

  private static CommandRun succeed(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return run;
  }

  private JsonNode encode(Path input, Object... more) throws IOException {
    return encode(150, input, more);
  }

  private JsonNode encode(int steps, Path input, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("encode", input, "-o", stream, "--json"));
    words.addAll(List.of("--hidden-features", 24, "--hidden-layers", 1, "--steps", steps));
    words.addAll(List.of("--learning-rate", "3e-3", "--batch", 0, "--threads", 1));
    words.addAll(List.of(more));
    return succeed(words.toArray()).json();
  }

  private JsonNode decode(String output, Object reference, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("decode", stream, "--json"));
    words.addAll(List.of("-o", directory.resolve(output), "--reference", reference));
    words.addAll(List.of(more));
    return succeed(words.toArray()).json();
  }

  /** Asserts that the one line on standard error holds the words. */
  private static void assertFails(int exitCode, CommandRun run, String... words) {
    assertEquals(1, run.err().lines().count(), run.err());
    for (String word : words) {
      assertTrue(run.err().contains(word), "'" + word + "' in: " + run.err());
    }
    assertEquals(exitCode, run.exitCode(), run.err());
  }

  @Test
  void bitsAreAsFewAsKeepWhatTrainingFound() throws IOException {
    Path sound = sound();
    JsonNode unasked = encode(400, sound, "--omega0", 60);
    double finest = encode(400, sound, "--omega0", 60, "--bits", 16).get("psnr_db").asDouble();
    double aim = Math.min(70, Math.min(finest, unasked.get("float_psnr_db").asDouble()));
    assertTrue(aim - unasked.get("psnr_db").asDouble() <= 0.2, unasked.toString());
    int bits = unasked.get("bits").asInt();
    assertTrue(bits > 8, unasked.toString());
    JsonNode asked = encode(400, sound, "--omega0", 60, "--bits", bits - 1);
    assertEquals(bits - 1, asked.get("bits").asInt());
    assertTrue(aim - asked.get("psnr_db").asDouble() > 0.2, asked.toString());
  }

  @Test
  void sliceComesBackAsDicomAndAsPicture() throws IOException {
    Path slice = slice();
    JsonNode encoded = encode(slice);
    assertEquals("ct", encoded.get("kind").asText());
    assertTrue(encoded.get("psnr_db").asDouble() > 20, encoded.toString());
    JsonNode decoded = decode("out.dcm", slice);
    assertEquals(encoded.get("psnr_db"), decoded.get("psnr_db"));
    assertEquals(encoded.get("ssim"), decoded.get("ssim"));
    assertTrue(decoded.get("range_hu").get("low").asDouble() >= -1000);
    decode("out.png", slice);
    // What was written is the reconstruction, but for its rounding to whole HU.
    assertTrue(decode("again.dcm", directory.resolve("out.dcm")).get("psnr_db").asDouble() > 60);
    assertTrue(decode("again.dcm", directory.resolve("out.png")).get("psnr_db").asDouble() > 60);
  }

  @Test
  void lengthsAndRescaleTravelWithTheSlice() throws IOException {
    JsonNode encoded = encode(slice(), "--resize", "8x6");
    assertEquals("[1.0,1.4]", encoded.get("pixel_spacing_mm").toString());
    assertEquals(1.25, encoded.get("slice_thickness_mm").asDouble());
    Path part = directory.resolve("part.dcm");
    succeed("decode", stream, "-o", part, "--scale", 2, "--region", "2,2,4,3");
    Signal slice = SignalReader.read(part);
    assertEquals(CoordinateGrid.of(8, 6), slice.grid());
    CtSource source = ((CtFormat) slice.format()).source();
    assertEquals(8 * 0.5, source.width(), 1e-9);
    assertEquals(6 * 0.7, source.height(), 1e-9);
    assertEquals(new CtSource(source.width(), source.height(), 1.25, 0.5, -1000), source);
    CommandRun inspected = succeed("inspect", stream);
    assertTrue(inspected.out().contains("pixels of 1 x 1.4 mm, 1.25 mm thick"), inspected.out());
  }

  @Test
  void windowAndSizeTravelWithTheSlice() throws IOException {
    Path slice = slice();
    JsonNode encoded = encode(slice, "--window", "-40,400", "--resize", "12x12");
    assertEquals(-240, encoded.get("range_hu").get("low").asDouble());
    assertEquals("12x12", encoded.get("grid").asText());
    assertEquals(encoded.get("psnr_db"), decode("out.dcm", slice).get("psnr_db"));
  }

  @Test
  void soundComesBackInItsOwnCoding() throws IOException {
    Path sound = sound();
    JsonNode encoded = encode(sound, "--omega0", 100, "--clip", "0.01,0.04");
    assertEquals("audio", encoded.get("kind").asText());
    assertEquals(80, encoded.get("first_sample").asInt());
    assertEquals(
        240 * 8,
        Math.round(
            8 * 8 * encoded.get("bytes").asDouble() / encoded.get("bits_per_sample").asDouble()));
    JsonNode decoded = decode("out.wav", sound);
    for (String key : List.of("psnr_db", "snr_db", "spectral_convergence")) {
      assertEquals(encoded.get(key), decoded.get(key), key);
    }
    assertFalse(decoded.has("ssim"));
    assertEquals(44 + 240 * 4, Files.size(directory.resolve("out.wav")));
    assertTrue(decode("again.wav", directory.resolve("out.wav")).get("psnr_db").asDouble() > 80);
    JsonNode simulated =
        succeed("simulate", stream, "--reference", sound, "--trials", 2, "--json").json();
    assertEquals(encoded.get("psnr_db"), simulated.get("clean_psnr_db"));
    assertEquals(encoded.get("snr_db"), simulated.get("snr_db"));
  }

  /** A file of the sound's waves at another peak. */
  private Path sound(String name, float peak) throws IOException {
    AudioFormat format = new AudioFormat(8000, SampleEncoding.FLOAT_32, 0, peak);
    return write(name, format, CoordinateGrid.of(400), 2);
  }

  @Test
  void quietSoundIsAsGoodAsLoudSound() throws IOException {
    JsonNode loud = encode(sound("loud.wav", 1.25f), "--omega0", 60);
    JsonNode quiet = encode(sound("quiet.wav", 0.00125f), "--omega0", 60);
    assertEquals(loud.get("snr_db").asDouble(), quiet.get("snr_db").asDouble(), 0.1);
    assertEquals(60, quiet.get("psnr_db").asDouble() - loud.get("psnr_db").asDouble(), 0.1);
    assertEquals(400 * 2 * 4, quiet.get("signal_bytes").asInt());
    JsonNode decoded = decode("out.wav", directory.resolve("quiet.wav"));
    assertEquals(quiet.get("snr_db"), decoded.get("snr_db"));
    assertEquals(0.001, decoded.get("peak").asDouble(), 1e-5);
    String text =
        succeed("simulate", stream, "--reference", directory.resolve("quiet.wav"), "--trials", 2)
            .out();
    assertTrue(text.contains("clean SNR ") && text.contains("mean SNR"), text);
  }

  @Test
  void silenceIsSaidInWords() throws IOException {
    Path silent = sound("silent.wav", 0);
    JsonNode encoded = encode(1, silent);
    assertTrue(encoded.get("silent").asBoolean());
    assertTrue(encoded.get("snr_db").isNull() && encoded.get("psnr_db").isNull());
    CommandRun run =
        succeed("decode", stream, "-o", directory.resolve("out.wav"), "--reference", silent);
    assertTrue(run.out().contains("a silent sound, which comes back silent"), run.out());
    assertEquals(-1, Files.mismatch(silent, directory.resolve("out.wav")));
  }

  @Test
  void cutOffSoundIsReadWithAWarning() throws IOException {
    byte[] whole = Files.readAllBytes(sound());
    Path cut = directory.resolve("cut.wav");
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 101));
    List<Object> words = new ArrayList<>(List.of("encode", cut, "-o", stream, "--steps", 1));
    words.addAll(List.of("--hidden-features", 8, "--hidden-layers", 1, "--patches", "none"));
    CommandRun run = succeed(words.toArray());
    assertTrue(run.err().contains("cut off: 374 of 400 samples"), run.err());
    assertTrue(run.out().contains("SNR "), run.out());
  }

  @Test
  void videoComesBackAsItsFileWasCoded() throws IOException {
    VideoCoding coding =
        new VideoCoding(
            VideoCoding.ChromaPlanes.C420JPEG,
            true,
            VideoCoding.ColorMatrix.BT601,
            VideoCoding.FieldOrder.PROGRESSIVE,
            4,
            3);
    VideoFormat format = new VideoFormat(new FrameRate(10, 1), 0, coding);
    Path video = write("in.y4m", format, CoordinateGrid.of(12, 24, 4), 3);
    JsonNode encoded = encode(1, video);
    assertEquals("c420jpeg", encoded.get("coded_as").get("chroma").asText());
    assertEquals(12 * 24 * 3 / 2 * 4, encoded.get("signal_bytes").asInt());
    decode("out.y4m", video);
    Path out = directory.resolve("out.y4m");
    assertEquals(Files.size(video), Files.size(out));
    String header = Files.readAllLines(video, java.nio.charset.StandardCharsets.ISO_8859_1).get(0);
    assertTrue(header.contains(" A4:3 C420jpeg ") && header.endsWith("=FULL"), header);
    assertEquals(
        header, Files.readAllLines(out, java.nio.charset.StandardCharsets.ISO_8859_1).get(0));
  }

  @Test
  void soundHasAFirstFactorOfItsOwn() throws IOException {
    encode(1, sound());
    JsonNode inspected = succeed("inspect", stream, "--json").json();
    assertEquals(3000, inspected.get("omega0_first").asDouble());
    assertEquals(30, inspected.get("omega0_hidden").asDouble());
    assertEquals(8000, inspected.get("sample_rate").asInt());
    assertEquals("pcm_16", inspected.get("sample_encoding").asText());
    assertTrue(succeed("inspect", stream).out().contains("0.05 s of audio at 8000 Hz"));
  }

  @Test
  void videoComesBackAsY4mAndAsFrames() throws IOException {
    Path video = video("in.y4m");
    JsonNode encoded = encode(video, "--clip", "0.1,0.3", "--resize", "12x16");
    assertEquals("video", encoded.get("kind").asText());
    assertEquals("12x16x2", encoded.get("grid").asText());
    assertTrue(encoded.get("psnr_db").asDouble() > 15, encoded.toString());
    JsonNode decoded = decode("out.y4m", video);
    assertEquals(encoded.get("psnr_db"), decoded.get("psnr_db"));
    assertEquals(encoded.get("ssim"), decoded.get("ssim"));
    assertEquals("10:1", decoded.get("frame_rate").asText());
    Path all = video("all.png");
    decode("out.png", all, "--frames", 4);
    assertFails(
        1,
        CommandRun.of("decode", stream, "-o", directory.resolve("x.y4m"), "--reference", all),
        "12x96",
        "12x32",
        "--frames");
    assertTrue(decode("again.y4m", directory.resolve("out.png")).get("psnr_db").asDouble() > 50);
    assertTrue(decode("again.y4m", directory.resolve("out.y4m")).get("psnr_db").asDouble() > 40);
  }

  @Test
  void pictureOfFramesIsAVideo() throws IOException {
    Path frames = video("in.png");
    JsonNode encoded = encode(1, frames, "--frames", 4, "--frame-rate", "10");
    assertEquals("12x24x4", encoded.get("grid").asText());
    assertEquals("10:1", encoded.get("frame_rate").asText());
    assertEquals(encoded.get("psnr_db"), decode("out.png", frames).get("psnr_db"));
  }

  @Test
  void namesOptionsOfOtherKinds() throws IOException {
    Path sound = sound();
    Path slice = slice();
    assertFails(2, CommandRun.of("encode", sound, "-o", stream, "--window", "1,2"), "--window");
    assertFails(2, CommandRun.of("encode", sound, "-o", stream, "--resize", "4x4"), "--resize");
    assertFails(
        2, CommandRun.of("encode", slice, "-o", stream, "--clip", "0,1"), "--clip", "a CT slice");
    assertFails(2, CommandRun.of("encode", slice, "-o", stream, "--frames", "2"), "--frames");
    assertFails(2, CommandRun.of("encode", slice, "-o", stream, "--frame-rate", "2"), "--frames");
    assertFails(
        2, CommandRun.of("encode", slice, "-o", stream, "--window", "40,0"), "--window", "0");
    assertFails(
        2, CommandRun.of("encode", slice, "-o", stream, "--window", "40"), "'40'", "0.5,1.5");
    assertFails(
        2, CommandRun.of("encode", sound, "-o", stream, "--clip", "0,9"), "in.wav", "0.05 s");
    assertFails(2, CommandRun.of("encode", sound, "-o", stream, "--clip", "2,1"), "2.0 to 1.0");
    assertFails(
        2, CommandRun.of("encode", video("in.png"), "-o", stream, "--frames", "7"), "7 frames");
    assertFalse(Files.exists(stream));
  }

  @Test
  void namesFilesAndReferencesOfOtherKinds() throws IOException {
    Path sound = sound();
    encode(1, sound);
    Path picture = directory.resolve("out.png");
    assertFails(2, CommandRun.of("decode", stream, "-o", picture), "out.png", ".wav");
    assertFalse(Files.exists(picture));
    Path out = directory.resolve("out.wav");
    assertFails(
        1,
        CommandRun.of("decode", stream, "-o", out, "--reference", "testcard"),
        "testcard: a reference that is a picture; the stream holds audio");
    AudioFormat format = new AudioFormat(44100, SampleEncoding.PCM_16, 0);
    Path other = write("other.wav", format, CoordinateGrid.of(400), 2);
    assertFails(
        1, CommandRun.of("decode", stream, "-o", out, "--reference", other), "44100 Hz", "8000 Hz");
    format = new AudioFormat(8000, SampleEncoding.PCM_16, 0);
    Path brief = write("brief.wav", format, CoordinateGrid.of(300), 2);
    assertFails(1, CommandRun.of("decode", stream, "-o", out, "--reference", brief), "400", "300");
    Path damaged = directory.resolve("damaged.wav");
    Files.write(damaged, java.util.Arrays.copyOf(Files.readAllBytes(sound), 30));
    assertFails(
        1, CommandRun.of("encode", damaged, "-o", stream), damaged.toString(), "damaged WAV");
  }
}
