package dev.sirencast.cli.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells that a file has changed, as far as its size, the time of its last change and its place
 * in the file system do. A writer that puts them back is not noticed, and neither is one that is
 * faster than the file system's clock ticks and leaves the size as it is.
 *
 * @param isRegular whether it is a regular file; nothing more is known of others
 * @param size its length in bytes
 * @param modified when it was last written; compared for equality alone, whatever the clock says
 * @param key tells it from a file that has taken its name, where the system knows
 */
public record FileStamp(boolean isRegular, long size, FileTime modified, @Nullable Object key) {
  private static final FileStamp IRREGULAR = new FileStamp(false, 0, FileTime.fromMillis(0), null);

  /**
   * Looks at a file.
   *
   * @throws IOException if there is none, or it may not be looked at
   */
  public static FileStamp of(Path file, LinkOption... links) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, links);
    return attributes.isRegularFile()
        ? new FileStamp(
            true, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey())
        : IRREGULAR;
  }
}
