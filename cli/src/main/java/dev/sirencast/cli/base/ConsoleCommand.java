package dev.sirencast.cli.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.help.HelpLayout;
import dev.sirencast.media.FileReplacement;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private boolean isPiped;

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

  /** Warns of secrets that are none, where nobody has seen to that: a task has its program's. */
  public final void warnOfOpenSecrets(CommandFiles files) {
    if (!isHosted()) {
      files.openSecrets().forEach(this::warn);
    }
  }

  /** Tells of files that the command reads or writes and that no option names; none as a rule. */
  protected void addFiles(CommandFiles files) {}

  /** Prints the result: the text, or with {@code --json} the object. */
  public final void print(String text, ObjectNode object) {
    PrintStream out = isPiped ? console().err() : console().out();
    out.println(json ? object.toPrettyString() : text);
    out.flush();
  }

  /**
   * Writes a file, which appears whole or not at all, or to standard output, where that is its
   * name: what is printed goes to standard error then.
   */
  public final void write(Path file, FileReplacement.Content content) throws IOException {
    if (!StandardData.isOutput(file)) {
      FileReplacement.write(file, content);
      return;
    }
    isPiped = true;
    try {
      content.writeTo(console().data());
      console().data().flush();
    } catch (IOException e) {
      if ("Broken pipe".equals(e.getMessage())) {
        throw CommandException.silent(ExitCode.BROKEN_PIPE, e);
      }
      throw new IOException("-: cannot be written: " + e.getMessage(), e);
    }
  }

  /** Writes a file by its name. */
  @FunctionalInterface
  public interface NamedContent {
    /** Writes it. */
    void writeTo(Path file) throws IOException;
  }

  /**
   * The same for a file that has to have a name: what goes to standard output is written whole
   * beforehand.
   *
   * @param ending what its name ends in where it is standard output, without the dot
   */
  public final void write(Path file, String ending, NamedContent content) throws IOException {
    if (!StandardData.isOutput(file)) {
      content.writeTo(file);
      return;
    }
    Path copy = Files.createTempFile("sirencast-", "." + ending);
    try {
      content.writeTo(copy);
      write(file, out -> Files.copy(copy, out));
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** Prints a line of progress that no terminal is needed for. */
  public final void note(String line) {
    if (!quiet) {
      console().err().println(PlainText.lines(line));
    }
  }

  /** Prints a warning. */
  public final void warn(String line) {
    if (!quiet) {
      console().err().println("sirencast: warning: " + PlainText.line(line));
    }
  }

  /** A progress bar on standard error, or one that shows nothing where nobody looks. */
  public final ProgressDisplay progress(String task, long total, String unit) {
    return ProgressDisplay.open(console().err(), task, total, unit, !quiet);
  }

  /** Lets the command end in order when it is asked to end, and says that it will. */
  public final Interrupt interruptible() {
    return console()
        .host()
        .map(Interrupt::of)
        .orElseGet(
            () ->
                Interrupt.open(
                    () -> note(behindBar() + "ending with what there is; once more ends at once")));
  }

  /** Prints a failure that does not end the command. */
  public final void fail(String line) {
    console().err().println(behindBar() + "sirencast: " + PlainText.line(line));
  }

  /** A bar leaves the cursor behind it. */
  private static String behindBar() {
    return ProgressDisplay.isLive() ? System.lineSeparator() : "";
  }

  /** Whether another program runs the command, which has seen to where its output goes. */
  protected final boolean isHosted() {
    return console().host().isPresent();
  }

  private Console console() {
    return Objects.requireNonNull(console, "a command is made by its factory");
  }
}
