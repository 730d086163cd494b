package dev.sirencast.cli.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a disk has room: on one that is full, training would be in vain. */
final class DiskRoom {
  private static final long LEAST = 1 << 16;

  private DiskRoom() {}

  /**
   * Refuses a full disk.
   *
   * @throws IOException if that folder's is
   */
  static void require(Path folder) throws IOException {
    long room = Files.getFileStore(folder).getUsableSpace();
    if (room < LEAST) {
      throw new IOException(
          String.format(Locale.ROOT, "%s: its disk is full, %,d bytes are free", folder, room));
    }
  }
}
