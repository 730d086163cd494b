package dev.sirencast.media;

import java.nio.file.Path;

/** The command of another program that makes a file which this one reads. */
final class Conversion {
  private Conversion() {}

  /**
   * Returns what to do, as in {@code convert it: ffmpeg -i a.mp3 converted.wav}.
   *
   * @param options ffmpeg's; may be empty
   * @param ending of the file that it writes
   */
  static String of(Path file, String options, String ending) {
    String name = file.toString();
    String quoted = name.matches("[\\w./+-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    return "convert it: ffmpeg -i "
        + quoted
        + (options.isEmpty() ? "" : " " + options)
        + " converted."
        + ending;
  }
}
