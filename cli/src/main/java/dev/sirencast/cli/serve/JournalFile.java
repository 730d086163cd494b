package dev.sirencast.cli.serve;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file of a journal: the user's own, no link, and of one process at a time. */
final class JournalFile {
  private JournalFile() {}

  /**
   * Opens a file, or makes it. A link is never followed: whoever may write into the directory could
   * lead it anywhere.
   *
   * @throws IOException if it cannot be read or written, belongs to somebody else, or another
   *     process has it
   */
  static FileChannel open(Path path) throws IOException {
    requireOurs(path);
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      lock(path, file);
      return file;
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static void requireOurs(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw inTheWay(path, "it is a link or no regular file");
    }
    String owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    Optional<String> user = ProcessHandle.current().info().user();
    if (user.isPresent() && !user.get().equals(owner)) {
      throw inTheWay(path, "it belongs to " + owner);
    }
  }

  static IOException inTheWay(Path path, String why) {
    return new IOException(path + ": is in the way, " + why + "; move it or choose another -o");
  }

  private static void lock(Path path, FileChannel file) throws IOException {
    boolean locked;
    try {
      locked = file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      throw new IOException(path + ": another fetch is writing it");
    }
  }
}
