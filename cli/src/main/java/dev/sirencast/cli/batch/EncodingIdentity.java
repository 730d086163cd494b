package dev.sirencast.cli.batch;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What, beside the input, a stream's bytes follow from.
 *
 * @param words the options for {@code encode}, in the order of their names
 * @param signer who signs, empty for nobody
 * @param version of the program
 */
record EncodingIdentity(List<String> words, String signer, String version) {
  /** Copies the list. */
  EncodingIdentity {
    words = List.copyOf(words);
  }

  /** The digest of the words and the signer, which the words name by a file alone. */
  String digest() {
    String all = String.join("\0", words) + "\0\0" + signer;
    return HexDigest.of(all.getBytes(StandardCharsets.UTF_8));
  }
}
