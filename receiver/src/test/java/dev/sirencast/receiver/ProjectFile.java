package dev.sirencast.receiver;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the project, from whichever folder the tests run in. */
final class ProjectFile {
  private ProjectFile() {}

  /** Returns a path in the folder that holds the launcher, this one or one above it. */
  public static Path of(String name) {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("sirencast"))) {
        return folder.resolve(name);
      }
    }
    throw new IllegalStateException("no folder above " + start + " holds the file sirencast");
  }
}
