package dev.sirencast.cli.batch;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files whose names are no text: bytes that the encoding of names does not have. Java finds them in
 * their folder, and opens none of them once their names have been words.
 */
final class UnspeakableNames {
  /** What stands for bytes that are no text. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final String ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");

  private @Nullable Path first;
  private int count;

  /** Takes a file if its name is such. */
  boolean take(Path file) {
    boolean isOne = isUnspeakable(file);
    if (isOne) {
      first = first == null ? file : first;
      count++;
    }
    return isOne;
  }

  private static boolean isUnspeakable(Path file) {
    String name = file.toString();
    if (name.indexOf(REPLACEMENT) >= 0 && !Files.exists(file)) {
      return true; // it was a word before it got here
    }
    try {
      return !Path.of(name).equals(file);
    } catch (InvalidPathException e) {
      return true;
    }
  }

  /** Says in one line what is to be done, where there are any. */
  Optional<String> text() {
    if (first == null) {
      return Optional.empty();
    }
    boolean isUtf = ENCODING.equalsIgnoreCase("UTF-8");
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: %s, and cannot be opened; expected %s",
            first,
            (count == 1 ? "its name is not" : "its name and " + (count - 1) + " more are not")
                + (isUtf ? " valid UTF-8" : " in " + ENCODING + ", this locale's encoding"),
            isUtf
                ? "other names, as 'convmv -f latin1 -t utf8 -r --notest DIR' gives them"
                : "LC_ALL=C.UTF-8, or other names"));
  }
}
