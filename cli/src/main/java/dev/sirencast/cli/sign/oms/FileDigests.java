package dev.sirencast.cli.sign.oms;

import dev.sirencast.signal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads files one after another, and tells how far it is. For one thread. */
final class FileDigests {
  private static final int BUFFER = 1 << 18;

  private final byte[] buffer = new byte[BUFFER];
  private final Progress progress;
  private final long total;
  private long done;

  FileDigests(long total, Progress progress) {
    this.total = total;
    this.progress = progress;
  }

  /** Bytes read so far. */
  long done() {
    return done;
  }

  /** Returns the SHA-256 of a whole file. */
  String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return next(in, Long.MAX_VALUE);
    }
  }

  /**
   * Returns the SHA-256 of each part of a file; none of an empty one.
   *
   * @param partBytes of a part, the last may have less
   * @param most parts that are of interest; of a file with more there is one more
   */
  List<String> of(Path file, long partBytes, int most) throws IOException {
    List<String> parts = new ArrayList<>();
    long length = Files.size(file);
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (long at = 0; at < length && parts.size() <= most; at += partBytes) {
        parts.add(next(in, Math.min(partBytes, length - at)));
      }
      return parts;
    }
  }

  private String next(InputStream in, long bytes) throws IOException {
    MessageDigest digest = Sha256.create();
    for (long left = bytes; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        break;
      }
      digest.update(buffer, 0, count);
      left -= count;
      done += count;
      progress.at(done, Math.max(done, total));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
