package dev.sirencast.cli.sign.oms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Names of files below a model's folder, as bundles have them: parted by slashes (specification,
 * 6.1.2). They are compared with names of files that are there, and never become paths.
 */
final class PathName {
  /** By Unicode's code points, which is the order of the bytes in UTF-8. */
  static final Comparator<String> ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /** Parts that a name in its one form does not have. */
  private static final Set<String> ODD = Set.of("", ".", "..");

  private PathName() {}

  /**
   * Returns the name of a file.
   *
   * @param path relative to the folder
   * @throws IOException if it is no text, as names of any bytes may be
   */
  static String of(Path path) throws IOException {
    String name =
        StreamSupport.stream(path.spliterator(), false)
            .map(Path::toString)
            .collect(Collectors.joining("/"));
    if (!path.getFileSystem().getPath(path.toString()).equals(path)) {
      throw new IOException(name + ": has a name that is not UTF-8");
    }
    return name;
  }

  /**
   * Checks a name that others wrote.
   *
   * @throws IllegalArgumentException if it is not in its one form, or leads out of the folder
   */
  static String require(String name) {
    if (!isProper(name)) {
      throw new IllegalArgumentException(
          "names '" + BoundedJson.quoted(name) + "'; expected a path below the folder");
    }
    return name;
  }

  /** Whether a name is in its one form, and below the folder. */
  static boolean isProper(String name) {
    return name.indexOf('\0') < 0 && Arrays.stream(name.split("/", -1)).noneMatch(ODD::contains);
  }

  /** Whether one of these names is a file's, or that of a folder above it. */
  static boolean isBelow(String name, Set<String> above) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('/', end - 1)) {
      if (above.contains(name.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
