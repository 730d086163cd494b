package dev.sirencast.peers;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A baseline JPEG taken apart at its restart markers, and put together again (ITU-T T.81, B.1 and
 * F.2.2.4): all up to the end of the scan's header, then intervals, each of which decodes without
 * the others. A decoder shows an interval without bytes as grey.
 */
final class JpegIntervals {
  private static final int MARKER = 0xff;
  private static final int SCAN = 0xda;
  private static final int FIRST_RESTART = 0xd0;
  private static final int RESTARTS = 8;
  private static final byte[] END = {(byte) MARKER, (byte) 0xd9};

  private JpegIntervals() {}

  /** The bytes up to the end of the scan's header. */
  static byte[] header(byte[] file) {
    int at = 2;
    while ((file[at + 1] & 0xff) != SCAN) {
      at += 2 + length(file, at + 2);
    }
    return Arrays.copyOf(file, at + 2 + length(file, at + 2));
  }

  private static int length(byte[] file, int at) {
    return (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
  }

  /** The intervals of a whole file. */
  static List<byte[]> intervals(byte[] file) {
    int from = header(file).length;
    return split(Arrays.copyOfRange(file, from, file.length - END.length));
  }

  /** Cuts a part of a scan at its restart markers, which are left out. */
  static List<byte[]> split(byte[] scan) {
    List<byte[]> intervals = new ArrayList<>();
    int from = 0;
    for (int i = 0; i + 1 < scan.length; i++) {
      if ((scan[i] & 0xff) == MARKER && (scan[i + 1] & 0xff & -RESTARTS) == FIRST_RESTART) {
        intervals.add(Arrays.copyOfRange(scan, from, i));
        from = i + 2;
      }
    }
    intervals.add(Arrays.copyOfRange(scan, from, scan.length));
    return intervals;
  }

  /** Writes successive intervals with the restart markers between them. */
  static void join(List<byte @Nullable []> intervals, int first, ByteArrayOutputStream out) {
    for (int i = 0; i < intervals.size(); i++) {
      if (i > 0) {
        out.write(MARKER);
        out.write(FIRST_RESTART + (first + i - 1) % RESTARTS);
      }
      byte[] interval = intervals.get(i);
      if (interval != null) {
        out.writeBytes(interval);
      }
    }
  }

  /** A file that a decoder takes, whatever is missing of it. */
  static byte[] file(byte[] header, List<byte @Nullable []> intervals) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header);
    join(intervals, 0, out);
    out.writeBytes(END);
    return out.toByteArray();
  }
}
