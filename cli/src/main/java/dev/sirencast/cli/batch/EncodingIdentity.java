package dev.sirencast.cli.batch;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What, beside the input, a stream's bytes follow from.
 *
 * @param words the options for {@code encode}, in the order of their names
 * @param signer who signs, empty for nobody
 * @param files the digests of the files that the words name, a key's excepted
 * @param version of the program
 */
record EncodingIdentity(List<String> words, String signer, List<String> files, String version) {
  /** Copies the lists. */
  EncodingIdentity {
    words = List.copyOf(words);
    files = List.copyOf(files);
  }

  /** The digest of the words and of what they name: by its name alone a file may change. */
  String digest() {
    String named = files.isEmpty() ? "" : "\0\0" + String.join("\0", files);
    String all = String.join("\0", words) + "\0\0" + signer + named;
    return HexDigest.of(all.getBytes(StandardCharsets.UTF_8));
  }
}
