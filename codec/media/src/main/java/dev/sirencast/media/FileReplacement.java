package dev.sirencast.media;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Writes a file so that it appears whole or not at all, and never loses the one it replaces. */
public final class FileReplacement {
  /** Files that are being written: a process that is asked to end meanwhile takes them along. */
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> UNFINISHED.forEach(file -> file.toFile().delete()), "unfinished"));
  }

  private FileReplacement() {}

  /** Produces a file's content. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to {@code out}, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the content to a temporary file beside {@code target} and moves it into place.
   *
   * @throws IOException if the directory is missing, the content fails, or the move does; the
   *     temporary file is then gone and an earlier {@code target} untouched
   */
  public static void write(Path target, Content content) throws IOException {
    Path file = target.toAbsolutePath();
    Path directory = file.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new IOException(target + ": cannot be written, there is no directory " + directory);
    }
    if (Files.isDirectory(file)) {
      throw new IOException(target + ": cannot be written, it is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(target + ": cannot be replaced, it is a device or a pipe");
    }
    Path temporary = directory.resolve("." + file.getFileName() + "." + suffix() + ".tmp");
    UNFINISHED.add(temporary);
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        AbandonedFiles.sweep(temporary, file.getFileName().toString());
        content.writeTo(out);
      }
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
      UNFINISHED.remove(temporary);
    }
  }

  // A name nobody else picks; File.createTempFile would make the file readable by its owner only.
  private static String suffix() {
    return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
