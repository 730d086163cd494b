package dev.sirencast.cli;

import dev.sirencast.batch.TaskContext;
import dev.sirencast.batch.TaskException;
import dev.sirencast.batch.TaskKind;
import dev.sirencast.cli.batch.SignalTask;

/**
 * The kind of tasks of {@code encode-batch}: each is one run of {@code encode}, in whichever
 * process an engine has put it. What it makes are the bytes of {@code encode}, since it is that
 * command.
 */
public final class EncodeTask implements TaskKind {
  @Override
  public String name() {
    return SignalTask.KIND;
  }

  @Override
  public String run(String task, TaskContext context) throws TaskException {
    return SignalTask.parse(task).run(Main::run, context);
  }
}
