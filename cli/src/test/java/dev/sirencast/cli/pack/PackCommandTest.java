package dev.sirencast.cli.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.Streams;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.media.safetensors.Dtype;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsReader;
import dev.sirencast.media.safetensors.SafetensorsWriter;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pack} and {@code unpack}, there and back. */
class PackCommandTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 20, 1, 3, 30, 30);

  @TempDir Path directory;
  private Path input;
  private Path stream;
  private Path back;

  @BeforeEach
  void namePaths() {
    input = directory.resolve("in.safetensors");
    stream = directory.resolve("a.siren");
    back = directory.resolve("back.safetensors");
  }

  private static Map<String, Safetensors.Tensor> tensors() {
    return SirenTensors.of(SirenInitializer.initialize(NETWORK, 5));
  }

  /** The tensors with one number changed. */
  private static Map<String, Safetensors.Tensor> with(String name, int index, float value) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(tensors());
    float[] values = tensors.get(name).toArray();
    values[index] = value;
    tensors.put(name, new Safetensors.Tensor(tensors.get(name).shape(), values));
    return tensors;
  }

  private void write(
      Map<String, Safetensors.Tensor> tensors, Map<String, String> metadata, Dtype dtype)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(input)) {
      SafetensorsWriter.write(new Safetensors(tensors, metadata), dtype, out);
    }
  }

  private CommandRun pack(Object... more) {
    Object[] words = Arrays.copyOf(new Object[] {"pack", input, "-o", stream}, 4 + more.length);
    System.arraycopy(more, 0, words, 4, more.length);
    return CommandRun.of(words);
  }

  private static CommandRun done(CommandRun run) {
    assertEquals(0, run.exitCode(), run.err());
    return run;
  }

  private Safetensors unpacked(Object... more) throws IOException {
    Object[] words = Arrays.copyOf(new Object[] {"unpack", stream, "-o", back}, 4 + more.length);
    System.arraycopy(more, 0, words, 4, more.length);
    done(CommandRun.of(words));
    return SafetensorsReader.read(back);
  }

  private static void assertFails(int exitCode, CommandRun run, String... words) {
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    for (String word : words) {
      assertTrue(run.err().contains(word), "'" + word + "' in: " + run.err());
    }
    assertEquals(exitCode, run.exitCode(), run.err());
  }

  private static void assertSameBits(
      Map<String, Safetensors.Tensor> expected, Map<String, Safetensors.Tensor> actual) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach(
        (name, tensor) -> {
          assertEquals(tensor.shape(), actual.get(name).shape(), name);
          assertArrayEquals(bits(tensor), bits(actual.get(name)), name);
        });
  }

  private static int[] bits(Safetensors.Tensor tensor) {
    float[] values = tensor.toArray();
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  @Test
  void float32LaneBringsEveryBitBack() throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(tensors());
    float[] odd = tensors.get("layers.1.weight").toArray();
    float[] extremes = {-0f, 0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, 0x1p-126f};
    System.arraycopy(extremes, 0, odd, 7, extremes.length);
    tensors.put("layers.1.weight", new Safetensors.Tensor(List.of(20, 20), odd));
    write(tensors, Map.of(), Dtype.F32);
    done(pack("--grid", "24x16", "--lane", "float32"));
    assertSameBits(tensors, unpacked().tensors());
  }

  @Test
  void float16LaneBringsEveryHalfBack() throws IOException {
    write(with("layers.0.bias", 3, -0f), Map.of(), Dtype.F16);
    Safetensors halves = SafetensorsReader.read(input);
    done(pack("--grid", "24x16", "--lane", "float16"));
    assertSameBits(halves.tensors(), unpacked("--dtype", "f16").tensors());
  }

  @Test
  void float16LaneRefusesWeightsThatAreNoHalves() throws IOException {
    write(tensors(), Map.of(), Dtype.F32);
    assertFails(
        1,
        pack("--grid", "24x16", "--lane", "float16"),
        input + ": tensor 'layers.0.weight' holds ",
        "no float16",
        "--coding float32");
    assertFalse(Files.exists(stream));
  }

  @Test
  void metadataOfTheFileAndTheUserComesBack() throws IOException {
    Map<String, String> metadata =
        Map.of(
            "omega0_first", "30.0",
            "omega0_hidden", "25.5",
            "omega0_last", "2",
            "activation", "sine",
            "grid", "24x16",
            "components", "3",
            "author", "\u00c5sa",
            "title", "the file's",
            "coordinates", "xy",
            "outputs", "-1..1");
    write(tensors(), metadata, Dtype.F32);
    CommandRun run = done(pack("--meta", "title=the user's", "--meta", "place=here"));
    assertEquals("", run.err());
    Map<String, String> expected = new TreeMap<>(metadata);
    expected.put("omega0_first", "30");
    expected.put("title", "the user's");
    expected.put("place", "here");
    assertEquals(expected, new TreeMap<>(unpacked().metadata()));
    JsonNode inspected = CommandRun.of("inspect", stream, "--json").json();
    assertEquals(3, inspected.get("metadata").size(), inspected.toString());
  }

  @Test
  void metadataThatHasNoRoomIsLeftOutLongestFirst() throws IOException {
    Random random = new Random(1);
    Map<String, String> metadata = new TreeMap<>();
    for (int length : new int[] {10, 100, 400, 3000, 3001}) {
      metadata.put("text" + length, noise(random, length));
    }
    write(tensors(), metadata, Dtype.F32);
    for (String coding : List.of("compact", "fixed", "float32")) {
      CommandRun run = done(pack("--grid", "24x16", "--lane", coding, "--meta", "own=x"));
      assertTrue(run.err().contains("text3000, text3001 does not fit its packet"), run.err());
      Map<String, String> found = unpacked().metadata();
      assertEquals("x", found.get("own"));
      for (int length : new int[] {10, 100, 400}) {
        assertEquals(metadata.get("text" + length), found.get("text" + length), coding);
      }
      assertFalse(found.containsKey("text3000"), coding);
    }
  }

  @Test
  void metadataThatOnlyCompressesDoesNotMakeAStreamNobodyReads() throws IOException {
    write(tensors(), Map.of("long", "a".repeat(1 << 20), "short", "b"), Dtype.F32);
    CommandRun run = done(pack("--grid", "24x16"));
    assertTrue(run.err().contains(" long does not fit"), run.err());
    assertEquals("b", unpacked().metadata().get("short"));
  }

  @Test
  void metadataThatNearlyFillsItsPacketFailsNoPacking() throws IOException {
    Random random = new Random(2);
    int left = 0;
    int kept = 0;
    for (int length = 1100; length < 1450; length += 7) {
      write(tensors(), Map.of("text", noise(random, length)), Dtype.F32);
      int bits = length % 15 + 2;
      CommandRun run = done(pack("--grid", "24x16", "--bits", bits, "--lane", "compact"));
      boolean warned = run.err().contains("text does not fit");
      left += warned ? 1 : 0;
      kept += warned ? 0 : 1;
      assertEquals(!warned, unpacked().metadata().containsKey("text"));
    }
    assertTrue(left > 5 && kept > 5, left + " left out, " + kept + " kept");
  }

  @Test
  void copiedTextTakesNoMoreThanAThousandthOfABudget() throws IOException {
    String text = letters(new Random(3), 300);
    write(tensors(), Map.of("copied", text, "grid", "24x16"), Dtype.F32);
    CommandRun run = done(pack("--bytes", 700, "--rounding", "plain", "--meta", "own=mine"));
    assertTrue(run.err().contains("metadata copied left out: copied text may take 0"), run.err());
    assertTrue(Files.size(stream) <= 700, Files.size(stream) + " bytes");
    assertEquals("mine", unpacked().metadata().get("own"));
    assertFalse(unpacked().metadata().containsKey("copied"));
    done(pack("--bytes", 1000, "--rounding", "plain", "--meta", "copied=" + text));
    assertTrue(Files.size(stream) <= 1000, Files.size(stream) + " bytes");
    assertEquals(text, unpacked().metadata().get("copied"));
  }

  @Test
  void refusesMetadataOfTheUserThatFitsNoPacket() throws IOException {
    write(tensors(), Map.of("grid", "24x16"), Dtype.F32);
    assertFails(
        2, pack("--meta", "text=" + letters(new Random(4), 3000)), "--meta: the metadata takes");
    assertFalse(Files.exists(stream));
  }

  @Test
  void aSizeThatCannotBeMetIsRefused() throws IOException {
    write(tensors(), Map.of("grid", "24x16"), Dtype.F32);
    CommandRun run = pack("--bytes", 80, "--rounding", "plain");
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().contains("sirencast: --bytes 80 cannot be met"), run.err());
    assertFalse(Files.exists(stream));
  }

  @Test
  void sizesAreMetFromBelowWhateverTravelsAlong() throws IOException {
    write(tensors(), Map.of("grid", "24x16", "author", "someone"), Dtype.F32);
    List<List<Object>> ways =
        List.of(
            List.of(),
            List.of("--manifest-copies", 3),
            List.of("--meta", "title=" + letters(new Random(5), 150)),
            List.of("--fec", "rs(4,2)"),
            List.of("--protect", "auto", "--overhead", "40%", "--meta", "a=b"),
            List.of("--order", "progressive"),
            List.of("--trained-noise", "gaussian:1e-3"));
    for (List<Object> way : ways) {
      for (int budget : new int[] {1000, 1111, 1300}) {
        List<Object> words = new ArrayList<>(way);
        words.addAll(List.of("--bytes", budget, "--rounding", "plain", "--json"));
        JsonNode json = done(pack(words.toArray())).json();
        long bytes = Files.size(stream);
        assertEquals(bytes, json.get("bytes").asLong());
        assertTrue(json.get("target_met").asBoolean(), way.toString());
        // A plan reserves its whole overhead, and packets of so small a stream do not fill it.
        double least = way.contains("auto") ? 0.6 : 0.9;
        assertTrue(bytes <= budget && bytes > least * budget, way + ": " + bytes);
        JsonNode purposes =
            CommandRun.of("inspect", stream, "--json").json().get("bytes_by_purpose");
        long sum = 0;
        for (JsonNode purpose : purposes) {
          sum += purpose.asLong();
        }
        assertEquals(bytes, sum, purposes.toString());
      }
    }
  }

  @Test
  void manifestsOfASmallStreamTakeLittleOfIt() throws IOException {
    SirenArchitecture thirty = new SirenArchitecture(2, 30, 4, 3, 30, 30);
    write(
        SirenTensors.of(SirenInitializer.initialize(thirty, 1)),
        Map.of("grid", "24x16", "text", letters(new Random(6), 180)),
        Dtype.F32);
    done(pack("--bytes", 3000, "--rounding", "plain"));
    JsonNode json = CommandRun.of("inspect", stream, "--json").json();
    JsonNode purposes = json.get("bytes_by_purpose");
    long weights = purposes.get("weights").asLong();
    assertTrue(weights > 0.88 * Files.size(stream), purposes.toString());
  }

  @Test
  void streamWithoutItsMetadataPacketIsWhole() throws IOException {
    write(tensors(), Map.of("grid", "24x16", "author", "someone"), Dtype.F32);
    done(pack());
    assertEquals("someone", unpacked().metadata().get("author"));
    byte[] all = Files.readAllBytes(stream);
    int text =
        CommandRun.of("inspect", stream, "--json")
            .json()
            .get("bytes_by_purpose")
            .get("metadata")
            .asInt();
    Files.write(stream, Arrays.copyOf(all, all.length - PacketFormat.HEADER_BYTES - text));
    assertFalse(unpacked("--strict-exit").metadata().containsKey("author"));
    JsonNode json = CommandRun.of("inspect", stream, "--json").json();
    assertTrue(json.get("exact").asBoolean());
    assertEquals(1, json.get("packets").get("missing_concealed").asInt());
    assertEquals(0, json.get("bytes_by_purpose").get("metadata").asInt());
  }

  /** Text that a command line takes as it is. */
  private static String letters(Random random, int length) {
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String noise(Random random, int length) {
    return random
        .ints(length, 0x21, 0x7f)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void namesWeightsThatAreNotFiniteAsTheFileDoes() throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    with("layers.2.bias", 1, Float.NaN)
        .forEach(
            (name, tensor) ->
                tensors.put(
                    name.replace("layers.2", "last_layer.linear").replace("layers", "net"),
                    tensor));
    write(tensors, Map.of(), Dtype.F32);
    assertFails(1, pack("--grid", "24x16"), input + ": tensor 'last_layer.linear.bias' holds NaN");
    assertFalse(Files.exists(stream));
  }

  @Test
  void unpackRefusesWeightsBeyondTheDtypeAndWritesNothing() throws IOException {
    write(with("layers.1.bias", 4, -70000), Map.of(), Dtype.F32);
    done(pack("--grid", "24x16", "--lane", "float32"));
    assertFails(
        1,
        CommandRun.of("unpack", stream, "-o", back, "--dtype", "f16"),
        "'layers.1.bias' holds -70000.0",
        "f16");
    assertFalse(Files.exists(back));
    assertEquals(-70144, unpacked("--dtype", "bf16").tensors().get("layers.1.bias").toArray()[4]);
  }

  @Test
  void unpackReportsWeightsAndBytes() throws IOException {
    write(tensors(), Map.of(), Dtype.F32);
    done(pack("--grid", "24x16"));
    JsonNode json = done(CommandRun.of("unpack", stream, "-o", back, "--json")).json();
    assertEquals(NETWORK.parameters(), json.get("weights").asInt());
    assertEquals(Files.size(back), json.get("bytes").asLong());
  }

  @Test
  void optionsGoBeforeMetadataAndBothBeforeTheUsual() throws IOException {
    write(
        tensors(),
        Map.of(
            "omega0_first", "20", "omega0_hidden", "25", "coordinates", "xy", "outputs", "-1..1"),
        Dtype.F32);
    CommandRun run = done(pack("--grid", "24x16"));
    assertEquals("", run.err());
    assertTrue(
        run.out().contains("layers.0 to layers.2 as 2-20x2-3, omega0 20 and 25 from the metadata"),
        run.out());
    run = done(pack("--grid", "24x16", "--omega0-first", "7", "--omega0-last", "0.5"));
    assertTrue(
        run.out()
            .contains(
                "omega0 7 from the options and 25 from the metadata,"
                    + " last layer 0.5 from the options"),
        run.out());
    Map<String, String> metadata = unpacked().metadata();
    assertEquals("7", metadata.get("omega0_first"));
    assertEquals("25", metadata.get("omega0_hidden"));
    assertEquals("0.5", metadata.get("omega0_last"));
    done(pack("--grid", "24x16", "--omega0", "8"));
    assertEquals("8", unpacked().metadata().get("omega0_first"));
  }

  @Test
  void saysThatOmega0IsAssumed() throws IOException {
    write(tensors(), Map.of("omega0_first", "20"), Dtype.F32);
    CommandRun run = done(pack("--grid", "24x16"));
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("20 from the metadata and 30 by default"), run.err());
    run = done(pack("--grid", "24x16", "--omega0-hidden", "30"));
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("taken for it: coordinates xy, outputs -1..1"), run.err());
    assertEquals(
        "",
        done(pack(
                "--grid",
                "24x16",
                "--omega0-hidden",
                "30",
                "--coordinates",
                "xy",
                "--outputs",
                "-1..1"))
            .err());
    assertEquals("", done(pack("--grid", "24x16", "--quiet")).err());
  }

  @Test
  void saysThatTheReferenceIsResized() throws IOException {
    write(
        tensors(),
        Map.of(
            "omega0_first", "30", "omega0_hidden", "30", "coordinates", "xy", "outputs", "-1..1"),
        Dtype.F32);
    CommandRun other =
        done(pack("--grid", "12x8", "--reference", Streams.REFERENCE, "--bits", "8", "--json"));
    assertTrue(other.json().get("reference_resized").asBoolean());
    assertTrue(other.err().contains("24x16"), other.err());
    assertTrue(other.err().contains("12x8"), other.err());
    CommandRun same = done(pack("--reference", Streams.REFERENCE, "--bits", "8", "--json"));
    assertFalse(same.json().get("reference_resized").asBoolean(true));
    assertEquals("", same.err());
  }

  @Test
  void namesMetadataThatSaysSomethingElse() throws IOException {
    write(tensors(), Map.of("activation", "relu"), Dtype.F32);
    assertFails(1, pack("--grid", "24x16"), "activation is 'relu'", "'sine'");
    write(tensors(), Map.of("omega0_hidden", "much"), Dtype.F32);
    assertFails(1, pack("--grid", "24x16"), "omega0_hidden is 'much'", "a number");
    write(tensors(), Map.of("grid", "wide"), Dtype.F32);
    assertFails(1, pack(), "metadata grid", "'wide'");
    write(tensors(), Map.of(), Dtype.F32);
    assertFails(2, pack(), "--grid WxH or --reference");
  }

  /** The network's picture, as a file. */
  private Path picture() throws IOException {
    Path png = directory.resolve("reference.png");
    write(
        tensors(),
        Map.of(
            "omega0_first", "30", "omega0_hidden", "30", "coordinates", "xy", "outputs", "-1..1"),
        Dtype.F32);
    done(pack("--grid", "24x16", "--coding", "float32"));
    done(CommandRun.of("decode", stream, "-o", png));
    return png;
  }

  /** The tensors as a program has them that takes (row, column) and gives samples. */
  private static Map<String, Safetensors.Tensor> foreign() {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(tensors());
    float[] first = tensors.get("layers.0.weight").toArray();
    for (int i = 0; i < first.length; i += 2) {
      float x = first[i];
      first[i] = first[i + 1];
      first[i + 1] = x;
    }
    tensors.put("layers.0.weight", new Safetensors.Tensor(List.of(20, 2), first));
    for (String part : List.of("weight", "bias")) {
      Safetensors.Tensor tensor = tensors.get("layers.2." + part);
      float[] last = tensor.toArray();
      for (int i = 0; i < last.length; i++) {
        last[i] = last[i] / 2 + (part.equals("bias") ? 0.5f : 0);
      }
      tensors.put("layers.2." + part, new Safetensors.Tensor(tensor.shape(), last));
    }
    return tensors;
  }

  @Test
  void referenceTellsHowWeightsAreMeant() throws IOException {
    Path png = picture();
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(foreign());
    tensors.put("grid", new Safetensors.Tensor(List.of(2, 2), new float[4]));
    write(tensors, Map.of(), Dtype.F32);
    CommandRun run = done(pack("--reference", png));
    assertEquals(input + ": left out, as no layer's: 'grid' (2x2)", run.err().strip(), run.err());
    assertTrue(
        run.out()
            .contains(
                "omega0 30 and 30 by the reference, coordinates yx, outputs 0..1: this fits the"
                    + " reference best: "),
        run.out());
    JsonNode json = done(pack("--reference", png, "--json")).json();
    assertEquals("yx", json.get("coordinates").asText());
    assertEquals("0..1", json.get("outputs").asText());
    assertTrue(json.get("psnr_db").asDouble() > 45, json.toString());
  }

  @Test
  void optionsTellHowWeightsAreMeant() throws IOException {
    Map<String, Safetensors.Tensor> expected = tensors();
    write(foreign(), Map.of("outputs", "0..1", "coordinates", "(x, y), in words"), Dtype.F32);
    CommandRun run =
        done(
            pack(
                "--grid",
                "24x16",
                "--coding",
                "float32",
                "--coordinates",
                "yx",
                "--omega0",
                "30",
                "--omega0-hidden",
                "30"));
    assertEquals("", run.err());
    Safetensors back = unpacked();
    assertEquals("xy", back.metadata().get("coordinates"));
    assertEquals("-1..1", back.metadata().get("outputs"));
    assertArrayEquals(
        expected.get("layers.0.weight").toArray(), back.tensors().get("layers.0.weight").toArray());
    assertArrayEquals(
        expected.get("layers.2.bias").toArray(),
        back.tensors().get("layers.2.bias").toArray(),
        1e-7f);
  }

  @Test
  void whatUnpackWritesIsPackedToTheBit() throws IOException {
    write(foreign(), Map.of(), Dtype.F32);
    done(
        pack("--grid", "24x16", "--coding", "float32", "--coordinates", "yx", "--outputs", "0..1"));
    Safetensors once = unpacked();
    Files.copy(back, input, StandardCopyOption.REPLACE_EXISTING);
    CommandRun run = done(pack("--coding", "float32"));
    assertEquals("", run.err());
    assertSameBits(once.tensors(), unpacked().tensors());
  }

  @Test
  void saysThatNoConventionShowsTheReference() throws IOException {
    write(tensors(), Map.of(), Dtype.F32);
    CommandRun run = done(pack("--reference", Streams.REFERENCE));
    assertTrue(run.err().contains("does not show"), run.err());
    assertTrue(run.err().contains("in any known convention"), run.err());
  }

  @Test
  void namesConventionsThatAreNone() throws IOException {
    write(tensors(), Map.of("grid", "24x16"), Dtype.F32);
    assertFails(2, pack("--coordinates", "xz"), "--coordinates", "'xz'", "expected xy, yx");
    assertFails(2, pack("--outputs", "1..0"), "--outputs", "outputs must rise");
  }

  @Test
  void refusesNamesWhoseNumbersAreTooLong() throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    tensors()
        .forEach((name, tensor) -> tensors.put(name.replace("s.2.", "s.99999999999."), tensor));
    write(tensors, Map.of(), Dtype.F32);
    assertFails(1, pack("--grid", "24x16"), input + ": layer 'layers.99999999999'");
  }
}
