package dev.sirencast.cli.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.media.TestCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells whether an input has changed, short of reading it.
 *
 * @param isFile whether it is a file; a built-in picture never changes
 * @param bytes its length
 * @param modified when it was last written, as text; compared for equality alone
 */
record InputState(boolean isFile, long bytes, String modified) {
  private static final InputState BUILT_IN = new InputState(false, 0, "");

  /**
   * Looks at an input.
   *
   * @throws IOException if there is no such file
   */
  static InputState of(String input) throws IOException {
    if (TestCard.isNamedBy(input)) {
      return BUILT_IN;
    }
    BasicFileAttributes found = Files.readAttributes(Path.of(input), BasicFileAttributes.class);
    return new InputState(true, found.size(), found.lastModifiedTime().toString());
  }

  /** Adds it to a row, with the digest that the input has in that state. */
  void addTo(ObjectNode row, String digest) {
    row.put(ResultRow.INPUT_BYTES, bytes);
    row.put(ResultRow.INPUT_MODIFIED, modified);
    row.put(ResultRow.INPUT_DIGEST, digest);
  }
}
