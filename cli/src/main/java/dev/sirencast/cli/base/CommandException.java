package dev.sirencast.cli.base;

import java.util.function.Supplier;

/** Ends a command with one line on standard error and an exit code. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The work failed. */
  public static CommandException failure(String message, Throwable cause) {
    return new CommandException(ExitCode.FAILURE, message, cause);
  }

  /** The command was used wrongly. */
  public static CommandException usage(String message, Throwable cause) {
    return new CommandException(ExitCode.USAGE, message, cause);
  }

  /** Ends a command without a word. */
  static CommandException silent(int exitCode, Throwable cause) {
    return new CommandException(exitCode, "", cause);
  }

  /**
   * Returns what {@code value} makes of the user's words; an {@link IllegalArgumentException} that
   * comes out of it is the user's, not the program's.
   */
  public static <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage(), e);
    }
  }

  public int exitCode() {
    return exitCode;
  }
}
