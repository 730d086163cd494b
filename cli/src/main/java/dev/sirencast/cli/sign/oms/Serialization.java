package dev.sirencast.cli.sign.oms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * How the files of a model were listed and read (specification, 5.2.2). Immutable.
 *
 * @param partBytes what each digest is of: so many bytes of a file, the last of them less; 0 for
 *     whole files
 * @param links whether symbolic links stand for what they lead to
 * @param ignored names of files and folders that are no part of the model
 */
record Serialization(long partBytes, boolean links, List<String> ignored) {
  static final String SHA256 = "sha256";

  /** What is never part of a model, where it stands in its folder itself. */
  private static final List<String> ALWAYS =
      List.of(".git", ".gitattributes", ".github", ".gitignore");

  Serialization {
    ignored = List.copyOf(ignored);
  }

  /**
   * How we list: whole files, no links.
   *
   * @param more names to ignore beside those that always are
   */
  static Serialization ignoring(Collection<String> more) {
    TreeSet<String> names = new TreeSet<>(PathName.ORDER);
    names.addAll(ALWAYS);
    names.addAll(more);
    return new Serialization(0, false, List.copyOf(names));
  }

  /** All that is no part of the model, whether the signer wrote it down or not. */
  List<String> allIgnored() {
    List<String> all = new ArrayList<>(ALWAYS);
    all.addAll(ignored);
    return all;
  }

  /**
   * Returns what a predicate says.
   *
   * @throws IllegalArgumentException if it is not as the specification has it, or of a way or a
   *     digest that is not known here
   */
  static Serialization parse(JsonNode node) {
    BoundedJson.require(node, "hash_type", SHA256);
    JsonNode links = BoundedJson.member(node, "allow_symlinks");
    if (!links.isBoolean()) {
      throw new IllegalArgumentException("'allow_symlinks' is neither true nor false");
    }
    List<String> ignored = new ArrayList<>();
    if (node.has("ignore_paths")) {
      for (JsonNode path : BoundedJson.array(node, "ignore_paths")) {
        // What is no path below the folder ignores nothing.
        ignored.add(path.asText());
      }
    }
    return new Serialization(partBytes(node), links.booleanValue(), ignored);
  }

  private static long partBytes(JsonNode node) {
    String method = BoundedJson.text(node, "method");
    if (method.equals("files") && !node.has("shard_size")) {
      return 0;
    }
    JsonNode size = node.path("shard_size");
    // Numbers in a protobuf structure are doubles: 1e9 is one as well.
    double bytes = size.asDouble();
    if (!method.equals("shards") || bytes < 1 || bytes > Long.MAX_VALUE || bytes % 1 != 0) {
      throw new IllegalArgumentException(
          "'method' is "
              + BoundedJson.quoted(method)
              + ", expected files, or shards and a 'shard_size' of 1 byte or more");
    }
    return (long) bytes;
  }

  void addTo(ObjectNode node) {
    node.put("method", "files");
    node.put("hash_type", SHA256);
    node.put("allow_symlinks", links);
    ignored.forEach(node.putArray("ignore_paths")::add);
  }
}
