package dev.sirencast.cli.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.help.HelpLayout;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What all commands share: their output's form, and the options that decide it. */
public abstract class ConsoleCommand implements Callable<Integer> {
  /** Behind a command's own. */
  private static final int LAST = 100;

  @Option(names = "--json", order = LAST, description = "Print one JSON object and nothing else.")
  private boolean json;

  @Option(names = "--quiet", order = LAST, description = "Print neither progress nor warnings.")
  private boolean quiet;

  @Option(names = "--debug", order = LAST, description = "Show the stack of a failure.")
  private boolean debug;

  @Option(
      names = {"-h", "--help", HelpLayout.ALL},
      order = LAST,
      usageHelp = true,
      description = "Show this help, or all there is, and exit.")
  private boolean help;

  private @Nullable Console console;

  public final void attach(Console console) {
    this.console = console;
  }

  public final boolean debug() {
    return debug;
  }

  /** The files of a command whose options have been read. */
  public static CommandFiles files(CommandSpec spec) {
    CommandFiles files = CommandFiles.of(spec);
    if (spec.userObject() instanceof ConsoleCommand command) {
      command.addFiles(files);
    }
    return files;
  }

  /** Tells of files that the command reads or writes and that no option names; none as a rule. */
  protected void addFiles(CommandFiles files) {}

  /** Prints the result: the text, or with {@code --json} the object. */
  public final void print(String text, ObjectNode object) {
    console().out().println(json ? object.toPrettyString() : text);
    console().out().flush();
  }

  /** Prints a line of progress that no terminal is needed for. */
  public final void note(String line) {
    if (!quiet) {
      console().err().println(line);
    }
  }

  /** Prints a warning. */
  public final void warn(String line) {
    if (!quiet) {
      console().err().println("sirencast: warning: " + line);
    }
  }

  /** A progress bar on standard error, or one that shows nothing where nobody looks. */
  public final ProgressDisplay progress(String task, long total, String unit) {
    return ProgressDisplay.open(console().err(), task, total, unit, !quiet);
  }

  private Console console() {
    return Objects.requireNonNull(console, "a command is made by its factory");
  }
}
