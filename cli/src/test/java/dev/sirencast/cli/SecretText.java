package dev.sirencast.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files with secrets, as their owners keep them. */
public final class SecretText {
  private SecretText() {}

  /** Writes a file that nobody else may read. */
  public static Path write(Path file, String text) throws IOException {
    return permit(Files.writeString(file, text), "rw-------");
  }

  /** Says who may do what with a file, where files have such permissions. */
  public static Path permit(Path file, String permissions) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix")
        ? Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions))
        : file;
  }
}
