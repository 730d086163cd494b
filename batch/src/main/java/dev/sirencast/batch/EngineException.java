package dev.sirencast.batch;

/** An engine cannot be opened, or cannot go on. Its message is one clear line. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
