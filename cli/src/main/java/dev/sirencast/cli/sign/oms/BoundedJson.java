package dev.sirencast.cli.sign.oms;

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
import java.util.Base64;

/** JSON that others wrote: nothing of it takes more memory than its limits allow. */
final class BoundedJson {
  private static final int MAX_NESTING = 32;
  private static final int MAX_NAME = 1000;
  private static final int MAX_QUOTED = 100;

  private BoundedJson() {}

  /**
   * Returns one object.
   *
   * @param text in UTF-8, of a length that the caller has bounded
   * @param most tokens of it: names, values, brackets
   * @throws IllegalArgumentException if it is no JSON object, or a name is there twice
   */
  static JsonNode parse(byte[] text, long most) {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNameLength(MAX_NAME)
                    .maxTokenCount(most)
                    .maxStringLength(text.length)
                    .build())
            .build();
    ObjectMapper mapper =
        new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try (JsonParser parser =
        factory.createParser(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString())) {
      JsonNode root = mapper.readTree(parser);
      if (root == null || !root.isObject() || parser.nextToken() != null) {
        throw new IllegalArgumentException("is not one JSON object");
      }
      return root;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is not JSON: " + quoted(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read here", e);
    }
  }

  /**
   * Returns the member of an object.
   *
   * @throws IllegalArgumentException if there is none
   */
  static JsonNode member(JsonNode object, String name) {
    JsonNode member = object.get(name);
    if (member == null || member.isNull()) {
      throw new IllegalArgumentException("has no '" + name + "'");
    }
    return member;
  }

  /** Returns a text that is not empty; as {@link #member}. */
  static String text(JsonNode object, String name) {
    JsonNode text = member(object, name);
    if (!text.isTextual() || text.textValue().isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' is no text");
    }
    return text.textValue();
  }

  /** Returns an array; as {@link #member}. */
  static JsonNode array(JsonNode object, String name) {
    JsonNode array = member(object, name);
    if (!array.isArray()) {
      throw new IllegalArgumentException("'" + name + "' is no list");
    }
    return array;
  }

  /** Returns what a text holds in base 64; as {@link #member}. */
  static byte[] bytes(JsonNode object, String name) {
    String text = text(object, name);
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + name + "' is not base 64", e);
    }
  }

  /** Checks that a text is the one that has to be there; as {@link #member}. */
  static void require(JsonNode object, String name, String expected) {
    String text = text(object, name);
    if (!text.equals(expected)) {
      throw new IllegalArgumentException(
          "'" + name + "' is " + quoted(text) + ", expected " + expected);
    }
  }

  /** The beginning of others' words. */
  static String quoted(String words) {
    String line = words.lines().findFirst().orElse("");
    return line.length() > MAX_QUOTED ? line.substring(0, MAX_QUOTED) + "..." : line;
  }
}
