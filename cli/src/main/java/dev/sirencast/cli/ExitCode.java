package dev.sirencast.cli;

/** What the process tells its caller. */
final class ExitCode {
  /** Done. */
  static final int DONE = 0;

  /** The work failed: input that cannot be read, a stream beyond repair, no peer. */
  static final int FAILURE = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** Done, but something was concealed; only where {@code --strict-exit} asks for it. */
  static final int DEGRADED = 3;

  private ExitCode() {}
}
