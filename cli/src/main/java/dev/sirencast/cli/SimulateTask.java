package dev.sirencast.cli;

import dev.sirencast.batch.TaskContext;
import dev.sirencast.batch.TaskException;
import dev.sirencast.batch.TaskKind;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Console;
import dev.sirencast.cli.base.FailureText;
import dev.sirencast.cli.simulate.SimulateCommand;
import dev.sirencast.cli.simulate.TrialTask;
import dev.sirencast.simulation.Experiment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.PicocliException;

/** Makes trials of {@code simulate}, wherever an engine has a worker. */
public final class SimulateTask implements TaskKind {
  /**
   * Tasks of one experiment follow each other; to read its streams costs as much as many trials.
   */
  private static @Nullable Read last;

  /** An experiment, and the words that say it. */
  private record Read(List<String> words, TrialTask.Known experiment) {}

  @Override
  public String name() {
    return TrialTask.KIND;
  }

  @Override
  public String run(String task, TaskContext context) throws TaskException {
    return TrialTask.parse(task).run(SimulateTask::experiment, context);
  }

  private static synchronized TrialTask.Known experiment(List<String> words) throws TaskException {
    Read read = last;
    if (read == null || !read.words().equals(words)) {
      read = new Read(words, TrialTask.Known.of(read(words)));
      last = read;
    }
    return read.experiment();
  }

  private static Experiment read(List<String> words) throws TaskException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try {
      SimulateCommand command =
          (SimulateCommand)
              Main.commandLine(
                      new Console(nowhere, nowhere, nowhere), List.of(SimulateCommand.class))
                  .parseArgs(words.toArray(String[]::new))
                  .subcommand()
                  .commandSpec()
                  .userObject();
      return command.experiment();
    } catch (PicocliException | CommandException e) {
      throw new TaskException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new TaskException(FailureText.of(e), e);
    } catch (UncheckedIOException e) {
      throw new TaskException(FailureText.of(e.getCause()), e);
    }
  }
}
