package dev.sirencast.media.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsReaderTest {
  private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

  private static Safetensors read(byte[] bytes) throws IOException {
    return SafetensorsReader.read(new ByteArrayInputStream(bytes), bytes.length, "file");
  }

  private static byte[] file(byte[] header, int dataBytes) {
    return ByteBuffer.allocate(8 + header.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static byte[] file(String header, int dataBytes) {
    return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
  }

  private static void assertRefused(byte[] file, String... words) {
    String message = assertThrows(IOException.class, () -> read(file)).getMessage();
    assertOneLine(message);
    for (String word : words) {
      assertTrue(message.contains(word), "'" + word + "' in: " + message);
    }
  }

  private static void assertOneLine(String message) {
    assertTrue(message.startsWith("file: "), message);
    assertTrue(message.matches("[^\\p{Cc}\\u2028\\u2029]*"), message);
    assertTrue(message.length() < 400, message);
  }

  private static Safetensors small() {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "b.weight", new Safetensors.Tensor(List.of(2, 3), new float[] {1, -2, 0.5f, -0f, 4, 6}));
    tensors.put("a.bias", new Safetensors.Tensor(List.of(2), new float[] {0.25f, -8}));
    return new Safetensors(tensors, Map.of("note", "\u00fcber"));
  }

  private static byte[] written(Dtype dtype) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SafetensorsWriter.write(small(), dtype, out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatIsWritten(Dtype dtype) throws IOException {
    Safetensors read = read(written(dtype));
    assertEquals(List.of("b.weight", "a.bias"), List.copyOf(read.tensors().keySet()));
    assertEquals(small().metadata(), read.metadata());
    small()
        .tensors()
        .forEach(
            (name, tensor) -> {
              assertEquals(tensor.shape(), read.tensors().get(name).shape());
              assertArrayEquals(tensor.toArray(), read.tensors().get(name).toArray());
            });
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = written(Dtype.F32);
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length));
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "end at byte");
  }

  @Test
  void refusesFilesThatEndBeforeTheyShould() throws IOException {
    byte[] whole = written(Dtype.F32);
    for (int length = 0; length < whole.length; length++) {
      ByteArrayInputStream in = new ByteArrayInputStream(whole, 0, length);
      IOException e =
          assertThrows(IOException.class, () -> SafetensorsReader.read(in, whole.length, "file"));
      assertOneLine(e.getMessage());
    }
  }

  @Test
  void everyChangedByteGivesTensorsOrOneLine() throws IOException {
    byte[] whole = written(Dtype.F16);
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = whole.clone();
        changed[at] = (byte) value;
        try {
          assertTrue(read(changed).tensors().size() <= 2);
        } catch (IOException e) {
          assertOneLine(e.getMessage());
          refused++;
        }
      }
    }
    assertTrue(refused > whole.length, "refused " + refused);
  }

  @Test
  void refusesDuplicateKeys() {
    assertRefused(file("{" + A + "," + A + "}", 4), "uplicate");
    assertRefused(file("{" + A + ",\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 4), "uplicate");
    assertRefused(file("{\"" + "n".repeat(5000) + "\":{},\"" + "n".repeat(5000) + "\":{}}", 0));
  }

  @Test
  void refusesOverlapsAndGaps() {
    String second = "{" + A + ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}";
    assertRefused(file(String.format(second, 0, 4), 4), "'b' begins at byte 0", "expected 4");
    assertRefused(file(String.format(second, 2, 6), 6), "'b' begins at byte 2", "expected 4");
    assertRefused(file(String.format(second, 5, 9), 9), "'b' begins at byte 5", "expected 4");
    assertRefused(file(String.format(second, 4, 8), 12), "end at byte 8 of 12");
    assertRefused(file(String.format(second, 4, 8), 4), "end at byte 8 of 4");
    assertRefused(file(String.format(second, 8, 4), 8), "data_offsets [8, 4]");
    assertRefused(file(String.format(second, -4, 0), 8), "data_offsets holds '-4'");
  }

  @Test
  void refusesDeepNesting() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertRefused(file("{\"a\":" + deep + "}", 0), "not JSON");
    assertRefused(file("{\"a\":" + "{\"a\":".repeat(100_000), 0), "not JSON");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] header = ("{" + A + "}").getBytes(StandardCharsets.UTF_8);
    header[2] = (byte) 0xff;
    assertRefused(file(header, 4), "not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[2147483647,2147483647,2147483647]",
        "[9223372036854775807]",
        "[67108865]",
        "[65536,65536]",
        "[1,1,1,1,2147483648]"
      })
  void refusesHugeShapes(String shape) {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":[0,4]}}";
    assertRefused(file(header, 4), "tensor 'a'", "67108864");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[-1]", "[1.5]", "[\"1\"]", "[null]", "[[1]]", "[1e3]", "[18446744073709551616]"})
  void refusesShapesThatAreNoSizes(String shape) {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":[0,4]}}";
    assertRefused(file(header, 4), "tensor 'a'", "shape holds");
  }

  @Test
  void refusesMoreValuesInAllThanANetworkHas() {
    StringBuilder header = new StringBuilder("{");
    long half = 1L << 26;
    for (int i = 0; i < 2; i++) {
      header.append(
          String.format(
              "%s\"%d\":{\"dtype\":\"F16\",\"shape\":[%d],\"data_offsets\":[%d,%d]}",
              i == 0 ? "" : ",", i, half, 2 * half * i, 2 * half * (i + 1)));
    }
    byte[] bytes = file(header.append('}').toString(), 0);
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                SafetensorsReader.read(
                    new ByteArrayInputStream(bytes), bytes.length + 4 * half, "file"));
    assertTrue(e.getMessage().contains("more than 67108864 values"), e.getMessage());
  }

  @Test
  void passesOverNumbersThatAreNoFloats() throws IOException {
    Safetensors read =
        read(
            file(
                "{\"step\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                    + A.replace("[0,4]", "[8,12]")
                    + "}",
                12));
    assertEquals(Map.of("step", "I64"), read.others());
    assertEquals(List.of("a"), List.copyOf(read.tensors().keySet()));
    assertRefused(file("{" + A.replace("F32", "I64") + "}", 4), "data_offsets [0, 4] for 8 bytes");
  }

  @Test
  void refusesHeadersThatAreNone() {
    assertRefused(file("[]", 0), "not one JSON object");
    assertRefused(file("  ", 0));
    assertRefused(file("{} {}", 0));
    assertRefused(file("{\"__metadata__\":[]}", 0), "__metadata__");
    assertRefused(file("{\"__metadata__\":{\"k\\n\":1}}", 0), "'k?' is no string");
    assertRefused(file("{\"a\":{}}", 0), "'a'", "dtype");
    assertRefused(file(A.replace("F32", "F4").replaceFirst("^", "{") + "}", 4), "'F4'");
    byte[] huge = new byte[64];
    Arrays.fill(huge, (byte) 0xff);
    assertRefused(huge, "18446744073709551615");
  }
}
