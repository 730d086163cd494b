package dev.sirencast.media.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads safetensors files: eight bytes of header length, little-endian; a JSON header that gives
 * every tensor's dtype, shape and place; the numbers.
 *
 * <p>Nothing is believed before it is checked: the header is at most {@value #MAX_HEADER_BYTES}
 * bytes, the tensors cover the data from its first byte to its last without gap or overlap, and all
 * together hold at most {@value #MAX_VALUES} numbers. Every refusal names the file and the value.
 */
public final class SafetensorsReader {
  private static final int MAX_HEADER_BYTES = 1 << 24;
  private static final long MAX_VALUES = 1L << 26;
  private static final int MAX_NESTING = 8;
  private static final int MAX_QUOTED = 200;
  private static final String METADATA = "__metadata__";

  private final String name;

  private SafetensorsReader(String name) {
    this.name = name;
  }

  /** A tensor's entry in the header. */
  private record Entry(String name, Dtype dtype, List<Integer> shape, long begin, long end) {}

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or is no safetensors file of floats; the message says
   *     what was found and expected
   */
  public static Safetensors read(Path file) throws IOException {
    if (Files.isDirectory(file) || !Files.exists(file)) {
      throw new IOException(file + (Files.exists(file) ? ": is a directory" : ": no such file"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, Files.size(file), file.toString());
    }
  }

  /**
   * Reads a stream of known length.
   *
   * @param name what messages call it
   */
  static Safetensors read(InputStream in, long bytes, String name) throws IOException {
    return new SafetensorsReader(name).read(in, bytes);
  }

  private Safetensors read(InputStream in, long bytes) throws IOException {
    if (bytes < 8) {
      throw refused("has " + bytes + " bytes, a safetensors file at least 8");
    }
    byte[] first = in.readNBytes(8);
    if (first.length < 8) {
      throw refused("ends within its first 8 bytes");
    }
    long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > Math.min(MAX_HEADER_BYTES, bytes - 8)) {
      throw refused(
          "not a safetensors file: a header of "
              + Long.toUnsignedString(length)
              + " bytes in a file of "
              + bytes);
    }
    byte[] header = in.readNBytes((int) length);
    if (header.length < length) {
      throw refused("ends within its header");
    }
    JsonNode root = parse(header);
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        addMetadata(field.getValue(), metadata);
      } else {
        entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    requireCover(entries, bytes - 8 - length);
    return new Safetensors(values(in, entries), metadata);
  }

  private JsonNode parse(byte[] header) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(MAX_HEADER_BYTES)
                    .build())
            .build();
    ObjectMapper mapper =
        new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try (JsonParser parser = factory.createParser(text(header))) {
      JsonNode root = mapper.readTree(parser);
      if (root == null || !root.isObject() || parser.nextToken() != null) {
        throw refused("the header is not one JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw refused("the header is not JSON: " + firstLine(e.getOriginalMessage()));
    }
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() > MAX_QUOTED ? line.substring(0, MAX_QUOTED) + "..." : line;
  }

  private String text(byte[] header) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw refused("the header is not UTF-8");
    }
  }

  private void addMetadata(JsonNode node, Map<String, String> metadata) throws IOException {
    if (!node.isObject()) {
      throw refused(METADATA + " is no object of strings");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw refused(METADATA + "." + Safetensors.shown(field.getKey()) + " is no string");
      }
      metadata.put(field.getKey(), field.getValue().asText());
    }
  }

  private Entry entry(String tensor, JsonNode node) throws IOException {
    Dtype dtype;
    try {
      dtype = Dtype.parse(node.path("dtype").asText());
    } catch (IllegalArgumentException e) {
      throw refused("tensor " + Safetensors.shown(tensor) + ": dtype " + e.getMessage());
    }
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (long axis : numbers(tensor, node, "shape")) {
      if (axis > Integer.MAX_VALUE || size * axis > MAX_VALUES) {
        throw refused(
            "tensor "
                + Safetensors.shown(tensor)
                + ": more than "
                + MAX_VALUES
                + " values by its shape");
      }
      shape.add((int) axis);
      size *= axis;
    }
    List<Long> offsets = numbers(tensor, node, "data_offsets");
    if (offsets.size() != 2 || offsets.get(1) - offsets.get(0) != size * dtype.bytes()) {
      throw refused(
          "tensor "
              + Safetensors.shown(tensor)
              + ": data_offsets "
              + offsets
              + " for "
              + size * dtype.bytes()
              + " bytes by its shape and dtype");
    }
    return new Entry(tensor, dtype, shape, offsets.get(0), offsets.get(1));
  }

  private List<Long> numbers(String tensor, JsonNode node, String key) throws IOException {
    List<Long> numbers = new ArrayList<>();
    if (!node.path(key).isArray()) {
      throw refused("tensor " + Safetensors.shown(tensor) + ": no array " + key);
    }
    for (JsonNode number : node.path(key)) {
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
        throw refused(
            "tensor "
                + Safetensors.shown(tensor)
                + ": "
                + key
                + " holds "
                + Safetensors.shown(number.asText()));
      }
      numbers.add(number.asLong());
    }
    return numbers;
  }

  /** Checks that the tensors lie one behind the other, from the first byte to the last. */
  private void requireCover(List<Entry> entries, long dataBytes) throws IOException {
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    long values = 0;
    for (Entry entry : entries) {
      values += (entry.end() - entry.begin()) / entry.dtype().bytes();
      if (values > MAX_VALUES) {
        throw refused("the tensors hold more than " + MAX_VALUES + " values");
      }
      if (entry.begin() != end) {
        throw refused(
            "tensor "
                + Safetensors.shown(entry.name())
                + " begins at byte "
                + entry.begin()
                + " of the data, expected "
                + end);
      }
      end = entry.end();
    }
    if (end != dataBytes) {
      throw refused("the tensors end at byte " + end + " of " + dataBytes + " bytes of data");
    }
  }

  private Map<String, Safetensors.Tensor> values(InputStream in, List<Entry> entries)
      throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      int bytes = Math.toIntExact(entry.end() - entry.begin());
      byte[] data = in.readNBytes(bytes);
      if (data.length != bytes) {
        throw refused("ends within tensor " + Safetensors.shown(entry.name()));
      }
      ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      float[] values = new float[bytes / entry.dtype().bytes()];
      for (int i = 0; i < values.length; i++) {
        values[i] = entry.dtype().read(buffer);
      }
      tensors.put(entry.name(), new Safetensors.Tensor(entry.shape(), values));
    }
    return tensors;
  }

  private IOException refused(String message) {
    return new IOException(name + ": " + Safetensors.oneLine(message));
  }
}
