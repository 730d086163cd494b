package dev.sirencast.cli.base;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says that a file was not the same before and after it was read: what was read is no file. */
public final class FileChangedException extends IOException {
  private static final long serialVersionUID = 1;

  FileChangedException(Path file, @Nullable IOException cause) {
    super(file + ": changed while it was read; try again when it is written", cause);
  }
}
