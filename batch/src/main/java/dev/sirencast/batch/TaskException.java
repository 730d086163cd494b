package dev.sirencast.batch;

/** A task cannot be done, however often it is tried. Its message is one clear line. */
public final class TaskException extends Exception {
  private static final long serialVersionUID = 1L;

  public TaskException(String message) {
    super(message);
  }

  public TaskException(String message, Throwable cause) {
    super(message, cause);
  }
}
