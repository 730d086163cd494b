package dev.sirencast.cli;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FailureText;
import dev.sirencast.cli.base.OpenFiles;
import dev.sirencast.cli.base.PlainText;
import dev.sirencast.signal.InsufficientMemoryException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line on standard error and an exit code. */
final class FailureReporter implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final int MEBIBYTE = 20;

  private final PrintStream err;

  FailureReporter(PrintStream err) {
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    print(describe(e) + "; see '" + command + " --help'");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
    if (line.getCommand() instanceof ConsoleCommand command && command.debug()) {
      e.printStackTrace(err);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InsufficientMemoryException known) {
        print(known.getMessage() + "; " + heapOf(2 * known.needed() >> MEBIBYTE) + " allows it");
        return ExitCode.FAILURE;
      }
      if (cause instanceof Error error) {
        return handleError(error);
      }
    }
    if (e instanceof CommandException failure) {
      if (!failure.getMessage().isEmpty()) {
        print(failure.getMessage());
      }
      return failure.exitCode();
    }
    print(e instanceof IOException failed ? FailureText.of(failed) : "internal error: " + e);
    return ExitCode.FAILURE;
  }

  /**
   * What no command expects: memory or files that are not there, or a native library that does not
   * load. One line says what helps.
   */
  int handleError(Error e) {
    print(describe(e, !(e instanceof OutOfMemoryError) && OpenFiles.areSpent()));
    return ExitCode.FAILURE;
  }

  /**
   * Says what an error means.
   *
   * @param filesSpent whether no file can be opened any more
   */
  static String describe(Error e, boolean filesSpent) {
    if (e instanceof OutOfMemoryError) {
      long mebibytes = Runtime.getRuntime().maxMemory() >> MEBIBYTE;
      return String.format(
          "out of memory: this takes more than the %d MiB that Java may use here; %s allows twice as"
              + " much, and fewer --threads or a smaller signal (--resize, --clip) take less",
          mebibytes, heapOf(2 * mebibytes));
    }
    if (filesSpent) {
      return "no file descriptor is left for the program's own files: raise ulimit -n";
    }
    if (e instanceof NoClassDefFoundError && e.getCause() instanceof ClassNotFoundException) {
      return "not in this build of SirenCast: " + e.getMessage().replace('/', '.');
    }
    if (e instanceof IncompatibleClassChangeError) {
      return "jars of different builds lie together, install it anew: " + e.getMessage();
    }
    if (e instanceof LinkageError) {
      return String.format(
          "a native library does not load from %s, where programs must be allowed to run (no"
              + " noexec); JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER names another folder",
          System.getProperty("java.io.tmpdir"));
    }
    return "internal error: " + e;
  }

  private static String heapOf(long mebibytes) {
    return "JAVA_TOOL_OPTIONS=-Xmx" + mebibytes + "m";
  }

  /** What is wrong with an option's value is for the option's own reader to say. */
  private static String describe(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return describe(unmatched);
    }
    if (e.getArgSpec() == null) {
      return e.getMessage();
    }
    String label = CommandFiles.label(e.getArgSpec());
    if (e.getCause() instanceof IllegalArgumentException refused) {
      return label + ": " + refused.getMessage();
    }
    return e.getMessage()
        .replaceFirst("^Invalid value for .*?: '", label + ": '")
        .replaceFirst("is not an? (int|long)$", "is not a whole number")
        .replaceFirst("is not an? (double|float)$", "is not a number")
        .replaceFirst(
            "^Value for option option .* should be in KEY=VALUE format but was (.*)$",
            label + ": '$1' is not KEY=VALUE");
  }

  private static String describe(UnmatchedArgumentException e) {
    String word = e.getUnmatched().get(0);
    // Older names are hidden ones.
    List<String> commands =
        e.getCommandLine().getSubcommands().values().stream()
            .filter(command -> !command.getCommandSpec().usageMessage().hidden())
            .map(CommandLine::getCommandName)
            .toList();
    if (word.startsWith("-")) {
      String near =
          e.getSuggestions().stream().findFirst().map(s -> "; did you mean " + s + "?").orElse("");
      return "'" + word + "' is no option" + near;
    }
    return commands.isEmpty()
        ? "'" + word + "' is one argument too many"
        : "'" + word + "' is no command; expected " + String.join(", ", commands);
  }

  /** One line, whatever the message holds: it may quote a file's name or a peer's words. */
  private void print(String message) {
    err.println("sirencast: " + PlainText.line(message));
  }
}
