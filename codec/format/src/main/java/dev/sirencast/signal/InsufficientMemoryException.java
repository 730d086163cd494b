package dev.sirencast.signal;

import org.jspecify.annotations.Nullable;

/** Says that work takes more memory than the virtual machine may use, or has left. */
public final class InsufficientMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long needed;

  InsufficientMemoryException(String message, long needed, @Nullable OutOfMemoryError cause) {
    super(message, cause);
    this.needed = needed;
  }

  /** The bytes that would do at least: those of the work, and of what is there beside it. */
  public long needed() {
    return needed;
  }
}
