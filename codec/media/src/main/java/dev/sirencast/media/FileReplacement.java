package dev.sirencast.media;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a file so that it appears whole or not at all, and never loses the one it replaces. */
public final class FileReplacement {
  private static final int BUFFER_BYTES = 1 << 16;

  private FileReplacement() {}

  /** Produces a file's content. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to {@code out}, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the content to a temporary file beside {@code target} and moves it into place. One that
   * a killed process left of the same target is removed.
   *
   * @throws IOException if the directory is missing, the content fails, or writing or moving it
   *     does, which names {@code target} and the reason; the temporary file is then gone and an
   *     earlier {@code target} untouched
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
    try (TemporaryFile temporary = create(target, file)) {
      fill(target, temporary, content);
      move(target, temporary, file);
    }
  }

  private static TemporaryFile create(Path target, Path file) throws IOException {
    try {
      return TemporaryFile.beside(file);
    } catch (IOException e) {
      throw described(target, e);
    }
  }

  private static void fill(Path target, TemporaryFile temporary, Content content)
      throws IOException {
    try {
      OutputStream out = new BufferedOutputStream(temporary, BUFFER_BYTES);
      content.writeTo(out);
      out.flush();
    } catch (IOException | RuntimeException e) {
      if (temporary.failure() == null) {
        throw e;
      }
    }
    if (temporary.failure() != null) { // an encoder may wrap it, or keep it to itself
      throw described(target, temporary.failure());
    }
  }

  private static void move(Path target, TemporaryFile temporary, Path file) throws IOException {
    try {
      temporary.moveTo(file);
    } catch (IOException e) {
      throw described(target, e);
    }
  }

  /** The failure in words of the file that was asked for: the system's name no file, or another. */
  private static IOException described(Path target, IOException e) {
    String reason = e.getMessage();
    if (e instanceof AccessDeniedException) {
      reason = "permission denied";
    } else if (e instanceof NoSuchFileException || isDirectoryGone(target)) {
      reason = "its directory is gone";
    } else if (e instanceof FileSystemException failed) {
      reason = failed.getReason();
    }
    if (reason == null || reason.isEmpty()) {
      reason = e.toString();
    }
    String start = reason.substring(0, 1).toLowerCase(Locale.ROOT);
    return new IOException(target + ": cannot be written: " + start + reason.substring(1), e);
  }

  /** Looked up, since opening a file by its name fails alike for this and for other reasons. */
  private static boolean isDirectoryGone(Path target) {
    Path directory = target.toAbsolutePath().getParent();
    return directory == null || !Files.isDirectory(directory);
  }
}
