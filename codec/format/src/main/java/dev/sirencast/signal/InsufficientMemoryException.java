package dev.sirencast.signal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says that work takes more memory than the virtual machine may use, or has left. */
public final class InsufficientMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int MEBIBYTE = 20;

  private final long needed;

  /**
   * @param taken the bytes that other things take, or 0 where all of them would not do
   */
  InsufficientMemoryException(MemoryNeed need, long taken, @Nullable OutOfMemoryError cause) {
    super(message(need, Runtime.getRuntime().maxMemory(), taken), cause);
    this.needed = need.bytes() + taken;
  }

  private static String message(MemoryNeed need, long most, long taken) {
    return String.format(
        Locale.ROOT,
        "%s takes at least %,d MiB, and Java may use %,d MiB here%s%s",
        need.what(),
        mebibytes(need.bytes()),
        most >> MEBIBYTE,
        taken == 0 ? "" : String.format(Locale.ROOT, ", of which %,d are taken", taken >> MEBIBYTE),
        need.less().isEmpty() ? "" : "; " + need.less() + " takes less");
  }

  private static long mebibytes(long bytes) {
    return (bytes >> MEBIBYTE) + 1;
  }

  /** The bytes that would do at least: those of the work, and of what is there beside it. */
  public long needed() {
    return needed;
  }
}
