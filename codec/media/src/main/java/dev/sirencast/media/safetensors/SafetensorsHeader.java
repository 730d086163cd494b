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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked: what tensors there are, one behind the other from the
 * first byte of the data to the last.
 */
final class SafetensorsHeader {
  static final int MAX_BYTES = 1 << 24;

  private static final long MAX_VALUES = 1L << 26;
  private static final int MAX_NESTING = 8;
  private static final int MAX_QUOTED = 200;
  private static final String METADATA = "__metadata__";

  /** Bytes of a number of each kind that is passed over. */
  private static final Map<String, Integer> OTHERS =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("F8_E5M2", 1),
          Map.entry("F8_E4M3", 1),
          Map.entry("F8_E8M0", 1),
          Map.entry("I16", 2),
          Map.entry("U16", 2),
          Map.entry("I32", 4),
          Map.entry("U32", 4),
          Map.entry("I64", 8),
          Map.entry("U64", 8),
          Map.entry("C64", 8));

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsHeader() {}

  /**
   * A tensor's entry.
   *
   * @param numberBytes bytes of one of its numbers
   */
  record Entry(
      String name, String dtype, int numberBytes, List<Integer> shape, long begin, long end) {
    /** Whether its numbers are of a kind that weights are kept in. */
    boolean isFloats() {
      return !OTHERS.containsKey(dtype);
    }
  }

  /**
   * Reads a header.
   *
   * @param dataBytes bytes behind it
   * @throws IOException if it is none; the message says why
   */
  static SafetensorsHeader read(byte[] bytes, long dataBytes) throws IOException {
    SafetensorsHeader header = new SafetensorsHeader();
    for (Map.Entry<String, JsonNode> field : parse(bytes).properties()) {
      if (field.getKey().equals(METADATA)) {
        header.addMetadata(field.getValue());
      } else {
        header.entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    header.requireCover(dataBytes);
    return header;
  }

  /** All tensors, in the order of their data. */
  List<Entry> entries() {
    return entries;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  private static JsonNode parse(byte[] header) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(MAX_BYTES)
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

  private static String text(byte[] header) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw refused("the header is not UTF-8");
    }
  }

  private void addMetadata(JsonNode node) throws IOException {
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

  private static Entry entry(String tensor, JsonNode node) throws IOException {
    String dtype = node.path("dtype").asText();
    int numberBytes = numberBytes(tensor, dtype);
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
    if (offsets.size() != 2 || offsets.get(1) - offsets.get(0) != size * numberBytes) {
      throw refused(
          "tensor "
              + Safetensors.shown(tensor)
              + ": data_offsets "
              + offsets
              + " for "
              + size * numberBytes
              + " bytes by its shape and dtype");
    }
    return new Entry(tensor, dtype, numberBytes, shape, offsets.get(0), offsets.get(1));
  }

  private static int numberBytes(String tensor, String dtype) throws IOException {
    Integer other = OTHERS.get(dtype);
    if (other != null) {
      return other;
    }
    try {
      return Dtype.parse(dtype).bytes();
    } catch (IllegalArgumentException e) {
      throw refused("tensor " + Safetensors.shown(tensor) + ": dtype " + e.getMessage());
    }
  }

  private static List<Long> numbers(String tensor, JsonNode node, String key) throws IOException {
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
  private void requireCover(long dataBytes) throws IOException {
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    long values = 0;
    for (Entry entry : entries) {
      values += (entry.end() - entry.begin()) / entry.numberBytes();
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

  private static IOException refused(String message) {
    return new IOException(message);
  }
}
