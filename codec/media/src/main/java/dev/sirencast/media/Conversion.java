package dev.sirencast.media;

import java.nio.file.Path;

/** The command of another program that makes a sound or video which this one reads. */
final class Conversion {
  private Conversion() {}

  /**
   * Returns what to do, as in {@code convert it: ffmpeg -i a.wav -ac 2 OUT.wav}.
   *
   * @param options ffmpeg's
   * @param ending of the file that it writes
   */
  static String of(Path file, String options, String ending) {
    return "convert it: "
        + FileKind.command("ffmpeg -i IN " + options + " OUT." + ending, file.toString());
  }
}
