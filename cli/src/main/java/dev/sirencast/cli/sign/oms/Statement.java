package dev.sirencast.cli.sign.oms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.signal.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is signed of a model, a file or a folder of files: an in-toto statement, version 1, whose
 * predicate is that of OpenSSF Model Signing 1.0. Immutable.
 *
 * @param name the file's or the folder's, for people; nothing follows from it
 * @param resources one or more; of ours in the order of {@link PathName#ORDER}
 */
record Statement(String name, List<Resource> resources, Serialization serialization) {
  /** Its type in an envelope. */
  static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  /** Names, values and brackets: of some 100,000 files. */
  private static final long MAX_TOKENS = 1 << 20;

  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE_TYPE = "https://model_signing/signature/v1.0";

  Statement {
    resources = List.copyOf(resources);
  }

  /** The model's digest: SHA-256 of the resources' digests, one after another. */
  String digest() {
    MessageDigest digest = Sha256.create();
    resources.forEach(resource -> digest.update(HexFormat.of().parseHex(resource.digest())));
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Returns what a payload says.
   *
   * @throws IllegalArgumentException if it is not as the specification has it
   */
  static Statement parse(byte[] payload) {
    JsonNode root = BoundedJson.parse(payload, MAX_TOKENS);
    BoundedJson.require(root, "_type", TYPE);
    BoundedJson.require(root, "predicateType", PREDICATE_TYPE);
    JsonNode subjects = BoundedJson.array(root, "subject");
    if (subjects.size() != 1) {
      throw new IllegalArgumentException("has " + subjects.size() + " subjects, expected 1");
    }
    JsonNode predicate = BoundedJson.member(root, "predicate");
    List<Resource> resources = new ArrayList<>();
    BoundedJson.array(predicate, "resources").forEach(node -> resources.add(Resource.parse(node)));
    if (resources.isEmpty()) {
      throw new IllegalArgumentException("names no file");
    }
    Statement statement =
        new Statement(
            BoundedJson.text(subjects.get(0), "name"),
            resources,
            Serialization.parse(BoundedJson.member(predicate, "serialization")));
    BoundedJson.require(
        BoundedJson.member(subjects.get(0), "digest"), Serialization.SHA256, statement.digest());
    return statement;
  }

  /** Returns the payload that says so: JSON in UTF-8, the same for the same statement. */
  byte[] payload() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("_type", TYPE);
    ObjectNode subject = root.putArray("subject").addObject();
    subject.put("name", name);
    subject.putObject("digest").put(Serialization.SHA256, digest());
    root.put("predicateType", PREDICATE_TYPE);
    ObjectNode predicate = root.putObject("predicate");
    serialization.addTo(predicate.putObject("serialization"));
    ArrayNode list = predicate.putArray("resources");
    resources.forEach(resource -> resource.addTo(list.addObject()));
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }
}
