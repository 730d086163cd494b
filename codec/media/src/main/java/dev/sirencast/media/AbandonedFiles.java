package dev.sirencast.media;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What {@link FileReplacement}s left behind that were killed while they wrote. */
final class AbandonedFiles {
  /** Who still writes has written within this time. */
  private static final long AGE_MILLIS = 60_000;

  private AbandonedFiles() {}

  /**
   * Deletes the temporary files of one target that nobody has written to for a minute. What cannot
   * be deleted stays: it is in nobody's way.
   *
   * @param current the temporary file that has just been made: its time is now, by the clock that
   *     the others' times are of
   */
  static void sweep(Path current, String target) {
    Pattern ours = Pattern.compile(Pattern.quote("." + target + ".") + "[0-9a-z]{1,13}\\.tmp");
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            current.getParent(), file -> ours.matcher(file.getFileName().toString()).matches())) {
      long limit = modified(current) - AGE_MILLIS;
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && modified(file) < limit) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Nothing is lost by it but room.
    }
  }

  private static long modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
  }
}
