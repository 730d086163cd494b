package dev.sirencast.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.media.safetensors.Dtype;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsReader;
import dev.sirencast.media.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pack} of what {@code unpack} made of a picture in patches. */
class PackPatchesTest {
  private static final String PICTURE = "testcard:64x48";

  @TempDir static Path shared;
  private static Path decoded;
  private static Path weights;
  private static JsonNode encoded;

  @TempDir Path directory;
  private Path stream;

  @BeforeAll
  static void encodeOnce() throws IOException {
    Path first = shared.resolve("a.siren");
    weights = shared.resolve("a.safetensors");
    decoded = shared.resolve("a.png");
    encoded = encode(first);
    succeed("unpack", first, "-o", weights);
    succeed("decode", first, "-o", decoded);
  }

  @BeforeEach
  void nameStream() {
    stream = directory.resolve("b.siren");
  }

  private static JsonNode encode(Path output, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("encode", PICTURE, "-o", output, "--json"));
    words.addAll(List.of("--patches", "16x16", "--effort", "fast", "--threads", 1));
    words.addAll(List.of(more));
    return succeed(words.toArray()).json();
  }

  private static CommandRun succeed(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return run;
  }

  private CommandRun pack(Path input, Object... more) {
    List<Object> words = new ArrayList<>(List.of("pack", input, "-o", stream, "--json"));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private JsonNode packed(Object... more) throws IOException {
    CommandRun run = pack(weights, more);
    assertEquals(0, run.exitCode(), run.err());
    return run.json();
  }

  private double againstFirst() throws IOException {
    Path again = directory.resolve("b.png");
    return succeed("decode", stream, "-o", again, "--reference", decoded, "--json")
        .json()
        .get("psnr_db")
        .asDouble();
  }

  private void assertRefused(int code, String words, CommandRun run) {
    assertEquals(code, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(words), run.err());
    assertFalse(Files.exists(stream));
  }

  /** The file with some metadata, or without where there is no text. */
  private Path withText(String key, String text) throws IOException {
    Safetensors file = SafetensorsReader.read(weights);
    Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
    metadata.remove(key);
    if (!text.isEmpty()) {
      metadata.put(key, text);
    }
    return write(new Safetensors(file.tensors(), metadata));
  }

  private Path withTensor(String name, Safetensors.Tensor tensor) throws IOException {
    Safetensors file = SafetensorsReader.read(weights);
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(file.tensors());
    tensors.put(name, tensor);
    return write(new Safetensors(tensors, file.metadata()));
  }

  private Path write(Safetensors file) throws IOException {
    Path path = directory.resolve("changed.safetensors");
    try (OutputStream out = Files.newOutputStream(path)) {
      SafetensorsWriter.write(file, Dtype.F32, out);
    }
    return path;
  }

  /** What the names of a stack begin with. */
  private static String anyStack() throws IOException {
    return SafetensorsReader.read(weights).tensors().keySet().stream()
        .filter(name -> name.endsWith(".amplitude"))
        .findFirst()
        .orElseThrow()
        .replace("amplitude", "");
  }

  @Test
  void everyCodingIsPackedAndWhatNothingRoundsComesBackToTheBit() throws IOException {
    JsonNode resilient = packed("--coding", "error-resilient");
    assertTrue(resilient.get("own_psnr_db").asDouble() > 45, resilient.toString());
    packed("--coding", "float32");
    Path again = directory.resolve("again.safetensors");
    succeed("unpack", stream, "-o", again);
    assertEquals(-1, Files.mismatch(weights, again));
  }

  @Test
  void unpackedAndPackedItIsTheSamePicture() throws IOException {
    JsonNode again = packed();
    assertEquals(encoded.get("patches").get("coded"), again.get("patches").get("coded"));
    assertEquals(encoded.get("weights"), again.get("weights"));
    assertEquals(Files.size(stream), again.get("bytes").asLong());
    assertTrue(again.get("own_psnr_db").asDouble() > 45, again.toString());
    assertTrue(againstFirst() > 44, againstFirst() + " dB");
  }

  @Test
  void referenceSaysWhatRoundingMayCost() throws IOException {
    JsonNode again = packed("--reference", PICTURE, "--psnr-drop", 0.5);
    double before = again.get("float_psnr_db").asDouble();
    assertEquals(encoded.get("psnr_db").asDouble(), before, 0.05);
    assertEquals(0.5, before - again.get("psnr_db").asDouble(), 0.3);
  }

  @Test
  void aSizeThatCannotBeMetIsRefused() {
    assertRefused(1, "--bytes 200 cannot be met", pack(weights, "--bytes", 200));
  }

  @Test
  void bytesProtectionAndOrderGoWithIt() throws IOException {
    int most = encoded.get("bytes").asInt() * 4 / 5;
    JsonNode small = packed("--bytes", most);
    assertTrue(small.get("target_met").asBoolean(), small.toString());
    assertTrue(Files.size(stream) <= most, Files.size(stream) + " > " + most);
    assertTrue(Files.size(stream) > 0.95 * most, Files.size(stream) + " < " + most);
    double fewBytes = againstFirst();
    packed("--order", "progressive", "--packet-bytes", 1000);
    assertTrue(againstFirst() > Math.max(44, fewBytes), againstFirst() + " dB");
    JsonNode protectedOne = packed("--fec", "high=rs(6,3); matrices=rs(10,6)");
    assertTrue(protectedOne.get("repair_packets").asInt() > 0, protectedOne.toString());
    assertTrue(againstFirst() > 44, againstFirst() + " dB");
  }

  @Test
  void sixteenBitsAndSeededTensorsComeBackToo() throws IOException {
    Path robust = directory.resolve("r.siren");
    Path halves = directory.resolve("r.safetensors");
    JsonNode first = encode(robust, "--robust", "mask:3e-2");
    succeed("unpack", robust, "-o", halves, "--dtype", "bf16");
    CommandRun run = pack(halves, "--reference", PICTURE);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(first.get("patches").get("seeded"), run.json().get("patches").get("seeded"));
    double before = first.get("psnr_db").asDouble();
    assertEquals(before, run.json().get("psnr_db").asDouble(), 1);
  }

  @Test
  void whatSpeaksOfOneNetworkIsRefused() {
    assertRefused(2, "--bits", pack(weights, "--bits", 6));
    assertRefused(2, "--grid", pack(weights, "--grid", "64x48"));
    assertRefused(2, "--coding float32", pack(weights, "--coding", "float32", "--bytes", 9000));
    assertRefused(2, "--reference", pack(weights, "--psnr-drop", 0.1));
  }

  @Test
  void wrongMetadataIsNamed() throws IOException {
    for (String key : List.of("size", "widths", "seed", "base_step", "last_scale", "seeded")) {
      if (!key.equals("seeded")) {
        assertRefused(1, "patches." + key, pack(withText("patches." + key, "")));
      }
      assertRefused(1, "patches." + key, pack(withText("patches." + key, "x")));
    }
    assertRefused(1, "does not say the grid", pack(withText("grid", "")));
    assertRefused(1, "points", pack(withText("grid", "99999x99999")));
    assertRefused(1, "1 to 16 bits", pack(withText("patches.bit_depth", "17")));
    assertRefused(1, "patches.sample_rate", pack(withText("patches.kind", "audio")));
    assertRefused(1, "patches.kind", pack(withText("patches.kind", "smell")));
    assertRefused(1, "patches.base_step is 1 to 64", pack(withText("patches.base_step", "65")));
    assertRefused(1, "of 1", pack(withText("patches.size", "64x48")));
    assertRefused(1, "axes", pack(withText("patches.size", "16")));
    assertRefused(1, "widths", pack(withText("patches.widths", "9,8")));
  }

  @Test
  void wrongStacksAreNamed() throws IOException {
    String prefix = anyStack();
    Safetensors file = SafetensorsReader.read(weights);
    String index = file.metadata().get(prefix + "index");
    assertRefused(1, prefix, pack(withText(prefix + "index", index + ",11")));
    String last = index.substring(index.lastIndexOf(',') + 1);
    String beyond = index.substring(0, index.length() - last.length());
    assertRefused(1, "patch 4000000 of 12", pack(withText(prefix + "index", beyond + "4000000")));
    Safetensors.Tensor one = new Safetensors.Tensor(List.of(1), new float[1]);
    assertRefused(1, "layers.0.bias' is 1", pack(withTensor(prefix + "layers.0.bias", one)));
    assertRefused(1, "tensors", pack(withTensor("patches.999.layers.0.bias", one)));
    float[] amplitudes = file.tensors().get(prefix + "amplitude").toArray();
    amplitudes[0] = -1;
    Safetensors.Tensor below = new Safetensors.Tensor(List.of(amplitudes.length), amplitudes);
    assertRefused(1, "holds -1.0", pack(withTensor(prefix + "amplitude", below)));
    amplitudes[0] = Float.NaN;
    Safetensors.Tensor none = new Safetensors.Tensor(List.of(amplitudes.length), amplitudes);
    assertRefused(1, "holds NaN", pack(withTensor(prefix + "amplitude", none)));
  }
}
