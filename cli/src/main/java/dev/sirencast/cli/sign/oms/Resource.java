package dev.sirencast.cli.sign.oms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * What a statement says of a file, or of a part of one. Immutable.
 *
 * @param name the file's, of a part {@code NAME:FROM:TO} in bytes, TO exclusive
 * @param digest SHA-256, 64 hexadecimal digits in lower case
 */
record Resource(String name, String digest) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private static final Pattern ALGORITHM = Pattern.compile("sha256(-sharded-[0-9]{1,18})?");

  /**
   * Returns what a resource descriptor says; what else it has is ignored.
   *
   * @throws IllegalArgumentException if a value is missing, or its digest is another than SHA-256
   */
  static Resource parse(JsonNode node) {
    String name = BoundedJson.text(node, "name");
    // The reference implementation, up to 1.1.1, says of parts how long they are.
    if (!ALGORITHM.matcher(BoundedJson.text(node, "algorithm")).matches()) {
      BoundedJson.require(node, "algorithm", Serialization.SHA256);
    }
    String digest = BoundedJson.text(node, "digest");
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "'digest' of " + BoundedJson.quoted(name) + " has not 64 hexadecimal digits");
    }
    return new Resource(name, digest);
  }

  void addTo(ObjectNode node) {
    node.put("name", name);
    node.put("digest", digest);
    node.put("algorithm", Serialization.SHA256);
  }
}
