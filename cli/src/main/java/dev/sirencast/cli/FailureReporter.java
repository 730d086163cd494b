package dev.sirencast.cli;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns every failure into one line on standard error and an exit code. */
final class FailureReporter implements IExecutionExceptionHandler, IParameterExceptionHandler {
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
    if (e instanceof CommandException failure) {
      if (!failure.getMessage().isEmpty()) {
        print(failure.getMessage());
      }
      return failure.exitCode();
    }
    print(e instanceof IOException io ? describe(io) : "internal error: " + e);
    return ExitCode.FAILURE;
  }

  /** What is wrong with an option's value is for the option's own reader to say. */
  private static String describe(ParameterException e) {
    return e.getCause() instanceof IllegalArgumentException refused && e.getArgSpec() != null
        ? CommandFiles.label(e.getArgSpec()) + ": " + refused.getMessage()
        : e.getMessage();
  }

  private static String describe(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getFile() + ": " + failed.getReason();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** One line, whatever the message holds: it may quote a file's name or a peer's words. */
  private void print(String message) {
    err.println(
        "sirencast: " + message.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?"));
  }
}
