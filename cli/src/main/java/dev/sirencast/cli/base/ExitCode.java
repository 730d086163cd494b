package dev.sirencast.cli.base;

/** What the process tells its caller. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** The work failed: input that cannot be read, a stream beyond repair, no peer. */
  public static final int FAILURE = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** Done, but something was concealed; only where {@code --strict-exit} asks for it. */
  public static final int DEGRADED = 3;

  /** Whoever read standard output went away: as if by the signal SIGPIPE. */
  public static final int BROKEN_PIPE = 141;

  private ExitCode() {}
}
