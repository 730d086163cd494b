package dev.sirencast.cli.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.FreePort;
import dev.sirencast.media.SignalWriter;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsReader;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals in patches, from the command line to a file again. */
class PatchedEncodeTest {
  private static final String PICTURE = "testcard:64x48";

  /** A picture whose base shows something. */
  private static final String LARGER = "testcard:128x128";

  @TempDir Path directory;
  private Path stream;

  @BeforeEach
  void nameStream() {
    stream = directory.resolve("a.siren");
  }

  private static CommandRun succeed(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return run;
  }

  private JsonNode encode(Object input, String patches, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("encode", input, "-o", stream, "--json"));
    words.addAll(List.of("--patches", patches, "--effort", "fast", "--threads", 1));
    words.addAll(List.of(more));
    return succeed(words.toArray()).json();
  }

  private JsonNode decode(String output, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("decode", stream, "--json"));
    words.addAll(List.of("-o", directory.resolve(output)));
    words.addAll(List.of(more));
    return succeed(words.toArray()).json();
  }

  private void assertRefused(String word, Object... more) {
    List<Object> words = new ArrayList<>(List.of("encode", PICTURE, "-o", stream));
    words.addAll(List.of(more));
    CommandRun run = CommandRun.of(words.toArray());
    assertEquals(2, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(word), run.err());
    assertFalse(Files.exists(stream));
  }

  private BufferedImage image(String name) throws IOException {
    return ImageIO.read(directory.resolve(name).toFile());
  }

  @Test
  void decodesWhatEncodeSays() throws IOException {
    JsonNode encoded = encode(PICTURE, "16x16");
    assertEquals("4x3", encoded.get("patches").get("grid").asText());
    assertEquals("fast", encoded.get("effort").asText());
    assertEquals(Files.size(stream), encoded.get("bytes").asLong());
    JsonNode decoded = decode("out.png", "--reference", PICTURE);
    assertEquals(encoded.get("psnr_db"), decoded.get("psnr_db"));
    assertEquals(encoded.get("ssim"), decoded.get("ssim"));
    assertEquals(encoded.get("patches").get("coded"), decoded.get("coded_patches"));
    assertEquals(0, decoded.get("lost_patches").asInt());
    assertTrue(decoded.get("exact").asBoolean());
  }

  @Test
  void timeChoosesTheSteps() throws IOException {
    assertRefused("--effort", "--patches", "16x16", "--time", "1s", "--effort", "fast");
    assertRefused("1 minute", "--time", "1 minute");
    JsonNode encoded =
        succeed("encode", PICTURE, "-o", stream, "--patches", "16x16", "--time", "1s", "--json")
            .json();
    assertTrue(encoded.get("steps").asInt() >= 12, encoded.toString());
    assertFalse(encoded.has("effort"), "steps are not an effort's");
    JsonNode decoded = decode("out.png", "--reference", PICTURE);
    assertEquals(encoded.get("psnr_db"), decoded.get("psnr_db"));
  }

  /** The least bytes, as the refusal of fewer says them. */
  private String least(String patches) {
    CommandRun run =
        CommandRun.of(
            "encode",
            PICTURE,
            "-o",
            stream,
            "--patches",
            patches,
            "--effort",
            "fast",
            "--bytes",
            1);
    assertEquals(1, run.exitCode(), run.err());
    assertFalse(Files.exists(stream));
    Matcher refusal =
        Pattern.compile("--bytes 1 cannot be met: .* take ([0-9,]+) bytes at least")
            .matcher(run.err());
    assertTrue(refusal.find(), run.err());
    return refusal.group(1).replace(",", "");
  }

  @Test
  void sizeThatIsTooSmallIsAdvisedOf() throws IOException {
    JsonNode poor = encode(PICTURE, "16x16", "--bytes", 2000);
    assertTrue(poor.get("advice").asText().endsWith("--bytes 4000 would help"), poor.toString());
    JsonNode good = encode(PICTURE, "16x16");
    assertTrue(good.get("psnr_db").asDouble() >= 28, good.toString());
    assertFalse(good.has("advice"), good.toString());
  }

  @Test
  void entropyCodingIsWhatPatchesHave() throws IOException {
    assertRefused("rounds nothing", "--patches", "16x16", "--coding", "float32", "--bytes", "9000");
    JsonNode encoded = encode(PICTURE, "16x16", "--coding", "entropy-coded");
    assertEquals("entropy-coded", encoded.get("coding").asText());
  }

  @Test
  void lossyTransferShowsTheBaseAndThenPatches() throws Exception {
    JsonNode encoded = encode(LARGER, "16x16", "--packet-bytes", 300);
    int port = FreePort.find();
    CompletableFuture<CommandRun> receiving =
        CompletableFuture.supplyAsync(
            () ->
                CommandRun.of(
                    "receive",
                    ":" + port,
                    "-o",
                    directory.resolve("got.png"),
                    "--transport",
                    "udp",
                    "--reference",
                    LARGER,
                    "--progressive=4",
                    "--json"));
    succeed(
        "send",
        stream,
        "localhost:" + port,
        "--transport",
        "udp",
        "--channel",
        "loss(count=2,of=10)",
        "--quiet");
    CommandRun run = receiving.get(60, TimeUnit.SECONDS);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode received = run.json();
    double psnr = received.get("psnr_db").asDouble();
    assertTrue(psnr < encoded.get("psnr_db").asDouble(), run.out());
    assertTrue(received.get("lost_patches").asInt() > 0, run.out());
    JsonNode progress = received.get("progress");
    assertTrue(progress.get(0).get("psnr_db").asDouble() < psnr, run.out());
  }

  @Test
  void unpackStacksThePatchesOfAWidth() throws IOException {
    JsonNode encoded = encode(PICTURE, "16x16");
    Path weights = directory.resolve("a.safetensors");
    succeed("unpack", stream, "-o", weights);
    Safetensors unpacked = SafetensorsReader.read(weights);
    assertEquals("4x3", unpacked.metadata().get("patches.grid"));
    assertEquals("16x16", unpacked.metadata().get("patches.size"));
    long values = 0;
    int patches = 0;
    for (Map.Entry<String, Safetensors.Tensor> entry : unpacked.tensors().entrySet()) {
      if (entry.getKey().endsWith(".amplitude")) {
        String prefix = entry.getKey().replace("amplitude", "");
        int members = entry.getValue().size();
        int width = Integer.parseInt(prefix.replaceAll("\\D", ""));
        assertEquals(
            List.of(members, width, 2), unpacked.tensors().get(prefix + "layers.0.weight").shape());
        assertEquals(members, unpacked.metadata().get(prefix + "index").split(",").length);
        patches += members;
      } else {
        values += entry.getValue().size();
      }
    }
    assertEquals(encoded.get("patches").get("coded").asInt(), patches);
    assertEquals(encoded.get("weights").asLong(), values);
  }

  @Test
  void inspectSaysPatches() throws IOException {
    JsonNode encoded = encode(PICTURE, "16x24");
    JsonNode patches = succeed("inspect", stream, "--json").json().get("patches");
    assertEquals("4x2", patches.get("grid").asText());
    assertEquals("[16,24]", patches.get("size").toString());
    assertEquals(encoded.get("patches").get("coded"), patches.get("coded"));
    String text = succeed("inspect", stream).out();
    assertTrue(text.contains("4x2 patches of 16x24"), text);
  }

  private double meanUnder(String noise) throws IOException {
    return succeed(
            "simulate", stream, "--reference", PICTURE, "--weights", noise, "--trials", 5, "--json")
        .json()
        .get("points")
        .get(0)
        .get("mean_psnr_db")
        .asDouble();
  }

  @Test
  void robustPatchesStandTheirNoiseAndSayWhatTheyDoNotSend() throws IOException {
    encode(PICTURE, "16x16");
    double plain = meanUnder("mask(p=3%)");
    JsonNode encoded = encode(PICTURE, "16x16", "--robust", "mask:3e-2");
    assertTrue(meanUnder("mask(p=3%)") > plain + 2, "plain " + plain + " dB");
    assertTrue(encoded.get("sent_weights").asInt() < encoded.get("weights").asInt());
    JsonNode decoded = decode("out.png", "--reference", PICTURE);
    assertEquals(encoded.get("psnr_db"), decoded.get("psnr_db"));
    JsonNode inspected = succeed("inspect", stream, "--predict", "--json").json();
    assertEquals(encoded.get("sent_weights"), inspected.get("sent_weights"));
    assertEquals("mask:0.03", inspected.get("trained_noise").asText());
    String seeded = inspected.get("patches").get("seeded").asText();
    assertTrue(succeed("inspect", stream).out().contains("not sent: " + seeded), seeded);
    assertEquals(4, inspected.get("predicted").size());
  }

  @Test
  void lossCostsPatchesAndLeavesTheBase() throws IOException {
    // So few bytes leave one patch at most.
    double base = encode(PICTURE, "8x8", "--bytes", least("8x8")).get("psnr_db").asDouble();
    JsonNode encoded = encode(PICTURE, "8x8", "--packet-bytes", 300);
    JsonNode simulated =
        succeed(
                "simulate",
                stream,
                "--reference",
                PICTURE,
                "--channel",
                "loss(20%)",
                "--trials",
                5,
                "--json")
            .json();
    assertEquals(encoded.get("psnr_db"), simulated.get("clean_psnr_db"));
    double clean = simulated.get("clean_psnr_db").asDouble();
    double mean = simulated.get("points").get(0).get("mean_psnr_db").asDouble();
    assertTrue(base + 1 < mean && mean < clean - 1, base + " < " + mean + " < " + clean);
  }

  @Test
  void protectedAnewItIsTheSameSignal() throws IOException {
    JsonNode encoded = encode(PICTURE, "8x8", "--packet-bytes", 300);
    Object[] words = {"simulate", stream, "--reference", PICTURE, "--trials", 3, "--json"};
    List<Object> more = new ArrayList<>(List.of(words));
    more.addAll(List.of("--fec", "rs(10,6)", "--channel", "loss(10%)"));
    JsonNode simulated = succeed(more.toArray()).json();
    assertEquals(encoded.get("psnr_db"), simulated.get("clean_psnr_db"));
    assertEquals(encoded.get("psnr_db"), simulated.get("points").get(0).get("mean_psnr_db"));
  }

  @Test
  void protectionIsAdded() throws IOException {
    int unasked = encode(PICTURE, "8x8").get("bytes").asInt();
    JsonNode encoded = encode(PICTURE, "8x8", "--protect", "auto", "--overhead", "50%");
    assertFalse(encoded.get("protection").asText().equals("none"), encoded.toString());
    assertFalse(encoded.get("bytes").asInt() == unasked, encoded.toString());
  }

  @Test
  void partOfThePictureIsThatPart() throws IOException {
    encode(PICTURE, "16x16");
    decode("whole.png");
    decode("part.png", "--region", "10,5,30,20");
    BufferedImage whole = image("whole.png");
    BufferedImage part = image("part.png");
    assertEquals(30, part.getWidth());
    assertEquals(20, part.getHeight());
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 30; x++) {
        assertEquals(whole.getRGB(10 + x, 5 + y), part.getRGB(x, y), x + ", " + y);
      }
    }
  }

  @Test
  void twiceTheSizeIsTheSamePicture() throws IOException {
    encode(PICTURE, "16x16");
    decode("whole.png");
    decode("large.png", "--scale", 2);
    BufferedImage whole = image("whole.png");
    BufferedImage large = image("large.png");
    assertEquals(128, large.getWidth());
    assertEquals(96, large.getHeight());
    double sum = 0;
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        int green = whole.getRGB(x, y) >> 8 & 255;
        sum += Math.abs(green - (large.getRGB(2 * x, 2 * y) >> 8 & 255));
      }
    }
    assertTrue(sum / (48 * 64) < 25, "green differs by " + sum / (48 * 64));
  }

  @Test
  void sizeOfThePatchesMustBeOne() {
    assertRefused("got 0", "--patches", 0);
    assertRefused("got 16x", "--patches", "16x");
    assertRefused("axes", "--patches", 16);
    assertRefused("axes", "--patches", "8x8x8");
  }

  @Test
  void namesOptionsThatDoNotGoTogether() {
    assertRefused("--hidden-features", "--patches", "32x32", "--hidden-features", 8);
    assertRefused("--seeds", "--patches", "32x32", "--seeds", 2);
    assertRefused("--patches none", "--effort", "best", "--patches", "none");
    assertRefused("--steps", "--effort", "best", "--steps", 5);
    assertRefused("--effort", "--effort", "hasty");
  }

  @Test
  void bytesAreCounted() throws IOException {
    JsonNode encoded = encode(PICTURE, "16x16", "--bytes", 14000);
    assertTrue(encoded.get("target_met").asBoolean());
    assertTrue(Files.size(stream) <= 14000, Files.size(stream) + " bytes");
  }

  @Test
  void whatSpeaksOfOneNetworkMeansOne() throws IOException {
    succeed("encode", "testcard:16x12", "-o", stream, "--steps", 2, "--hidden-features", 8);
    assertFalse(succeed("inspect", stream, "--json").json().has("patches"));
    succeed("encode", "testcard:16x12", "-o", stream);
    assertTrue(succeed("inspect", stream, "--json").json().has("patches"));
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
        phase += 20 * coordinates[axis][i / components];
      }
      samples[i] = (float) (0.5 + 0.4 * Math.sin(phase));
    }
    Path file = directory.resolve(name);
    SignalWriter.write(Signal.of(format, grid, components, samples), file);
    return file;
  }

  private void assertComesBack(Path input, String output, String patches, double decibels)
      throws IOException {
    JsonNode encoded = encode(input, patches);
    assertTrue(encoded.get("psnr_db").asDouble() > decibels, encoded.toString());
    assertEquals(
        encoded.get("psnr_db"), decode(output, "--reference", input).get("psnr_db"), output);
  }

  @Test
  void soundComesBack() throws IOException {
    AudioFormat format = new AudioFormat(8000, SampleEncoding.PCM_16, 0);
    Path sound = write("in.wav", format, CoordinateGrid.of(2000), 2);
    assertComesBack(sound, "out.wav", "512", 14);
  }

  @Test
  void sliceComesBack() throws IOException {
    HounsfieldRange range = new HounsfieldRange(-1000, 1000);
    Path slice = write("in.dcm", new CtFormat(range, range, 16), CoordinateGrid.of(40, 32), 1);
    assertComesBack(slice, "out.dcm", "16x16", 20);
  }

  @Test
  void videoComesBack() throws IOException {
    VideoFormat format = new VideoFormat(new FrameRate(10, 1), 0);
    Path video = write("in.y4m", format, CoordinateGrid.of(16, 24, 4), 3);
    assertComesBack(video, "out.y4m", "8x8x4", 20);
  }
}
