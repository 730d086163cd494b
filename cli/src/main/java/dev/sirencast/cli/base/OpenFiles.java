package dev.sirencast.cli.base;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether files can still be opened: classes, native libraries and sockets fail alike otherwise.
 */
public final class OpenFiles {
  /** What has failed may have closed a few. */
  private static final int TRIES = 4;

  private OpenFiles() {}

  /** Whether this process may open no more files, as far as opening some tells. */
  public static boolean areSpent() {
    List<FileInputStream> opened = new ArrayList<>();
    try {
      for (int i = 0; i < TRIES; i++) {
        opened.add(new FileInputStream(System.getProperty("java.home") + "/release"));
      }
      return false;
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).contains("Too many open files");
    } finally {
      opened.forEach(OpenFiles::close);
    }
  }

  private static void close(FileInputStream file) {
    try {
      file.close();
    } catch (IOException e) {
      return; // nothing was written to it
    }
  }
}
