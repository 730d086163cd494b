package dev.sirencast.experiments.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.media.FileReplacement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A report's forms as files. */
public final class ReportFiles {
  private ReportFiles() {}

  /**
   * Writes {@code name.html}, {@code name.md}, {@code name.csv} and {@code name.json}, and returns
   * their paths.
   */
  public static List<Path> write(
      Path folder, String name, String html, String page, String table, ObjectNode json)
      throws IOException {
    return List.of(
        write(folder.resolve(name + ".html"), html),
        write(folder.resolve(name + ".md"), page),
        write(folder.resolve(name + ".csv"), table),
        write(folder.resolve(name + ".json"), json.toPrettyString() + "\n"));
  }

  /** Writes a text; the file appears whole or not at all. Returns its path. */
  public static Path write(Path file, String text) throws IOException {
    FileReplacement.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return file;
  }
}
