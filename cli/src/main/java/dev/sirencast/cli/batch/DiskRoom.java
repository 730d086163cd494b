package dev.sirencast.cli.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Whether a disk has room: on one that is full, training would be in vain. */
final class DiskRoom {
  private static final long LEAST = 1 << 16;

  /** What a stream takes beside its bytes: its line of the results, and half a block. */
  private static final long BESIDE = 3 << 10;

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

  /**
   * Says that a folder's disk has too little room for what is to come, where that is so.
   *
   * @param streams that are to come
   * @param bytesEach of a stream, about; 0 where nobody knows
   * @throws IOException if nothing is known of the disk
   */
  static Optional<String> shortage(Path folder, int streams, long bytesEach) throws IOException {
    return shortage(folder, streams, bytesEach, Files.getFileStore(folder).getUsableSpace());
  }

  static Optional<String> shortage(Path folder, int streams, long bytesEach, long room) {
    double need = (double) streams * (bytesEach + BESIDE);
    return bytesEach == 0 || need <= room
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s: %,d of about %,d bytes each are to come, and %,d bytes are free",
                folder,
                streams,
                bytesEach,
                room));
  }
}
