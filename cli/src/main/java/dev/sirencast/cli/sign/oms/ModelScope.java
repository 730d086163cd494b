package dev.sirencast.cli.sign.oms;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What is signed, or compared with what was: a file, or all files of a folder and of those below
 * it. Immutable.
 *
 * @param path the file's or the folder's
 * @param bundle where its signature is or will be: no part of it
 * @param ignored names of files and folders in the folder that are no part of it either, beside
 *     those that the specification names
 * @param others whether there may be files that nobody signed
 */
public record ModelScope(Path path, Path bundle, Set<String> ignored, boolean others) {
  private static final String GLOBS = "*?[";

  /** Copies the names. */
  public ModelScope {
    ignored = Set.copyOf(ignored);
  }

  /**
   * Returns a scope that ignores names as users write them.
   *
   * @param paths relative to the folder; that of a folder may end in a slash
   * @throws IllegalArgumentException if one leads out of the folder, or has wildcards
   */
  public static ModelScope of(Path path, Path bundle, Collection<String> paths, boolean others) {
    Set<String> names = new HashSet<>();
    for (String given : paths) {
      String name = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
      if (!PathName.isProper(name) || name.chars().anyMatch(c -> GLOBS.indexOf(c) >= 0)) {
        throw new IllegalArgumentException(
            "--ignore-paths: '"
                + given
                + "' is no path below the folder; expected one such as cache or a/b.txt");
      }
      names.add(name);
    }
    return new ModelScope(path, bundle, names, others);
  }

  /** All names to ignore, with the bundle's where it is in the folder. */
  Set<String> allIgnored() throws IOException {
    Set<String> all = new HashSet<>(ignored);
    ModelFiles.nameIn(path, bundle).ifPresent(all::add);
    return all;
  }
}
