package dev.sirencast.cli.batch;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.batch.TaskListener;
import dev.sirencast.batch.TaskOutcome;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.FailureText;
import dev.sirencast.cli.base.PlainText;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.batch.WorkPlan.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Has tasks run, keeps what they come to as soon as they do, and shows how far they are. */
final class BatchRun implements TaskListener {
  private final ConsoleCommand console;
  private final ProgressDisplay display;
  private final EncodingIdentity identity;
  private final ResultsFile results;
  private final BooleanSupplier stop;
  private final List<ResultRow> rows = new ArrayList<>();
  private final Set<String> failed = new HashSet<>();
  private final Set<Integer> running = new LinkedHashSet<>();
  private List<Step> steps = List.of();
  private volatile @Nullable IOException failure;

  /**
   * @param stop whether the user wants no more
   */
  BatchRun(
      ConsoleCommand console,
      ProgressDisplay display,
      EncodingIdentity identity,
      ResultsFile results,
      BooleanSupplier stop) {
    this.console = console;
    this.display = display;
    this.identity = identity;
    this.results = results;
    this.stop = stop;
  }

  /**
   * Runs all phases, as far as the user wants.
   *
   * @return the rows of the signals that have come to an end, in the order in which they did
   * @throws EngineException if the engine cannot go on
   * @throws IOException if rows cannot be kept
   */
  List<ResultRow> run(TaskEngine engine, WorkPlan plan) throws EngineException, IOException {
    for (List<Step> phase : plan.phases()) {
      steps = phase.stream().filter(step -> !failed.contains(step.item().name())).toList();
      running.clear();
      if (!steps.isEmpty() && !isCancelled()) {
        engine.run(SignalTask.KIND, steps.stream().map(Step::task).toList(), this);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return rows;
  }

  @Override
  public void onStarted(int task) {
    running.add(task);
    show();
  }

  @Override
  public void onEnded(int task, TaskOutcome outcome) {
    running.remove(task);
    Step step = steps.get(task);
    boolean isCutOff = !outcome.isDone() && isCancelled(); // it is to be done another time
    boolean isOver = outcome.isDone() ? step.isLast() : failed.add(step.item().name());
    if (isOver && !isCutOff) {
      add(step.item(), outcome);
      step.part().filter(last -> outcome.isDone()).ifPresent(this::tidy);
    }
    show();
  }

  /** Here and now: a worker that died behind the last step has it done again, of the same parts. */
  private void tidy(SignalPart last) {
    try {
      last.removeAll();
    } catch (IOException e) {
      console.warn(last.folder() + ": parts are left over: " + FailureText.of(e));
    }
  }

  private void add(BatchItem item, TaskOutcome outcome) {
    ResultRow row =
        outcome.isDone()
            ? ResultRow.done(item, identity, outcome.line())
            : ResultRow.failed(item, identity, reason(item, outcome.line()));
    if (!row.isDone()) {
      console.fail(row.text(ResultRow.ERROR));
    }
    rows.add(row);
    try {
      results.add(row);
      if (!row.isDone()) {
        DiskRoom.require(results.folder());
      }
    } catch (IOException e) {
      failure = e; // whatever else were encoded could not be kept
    }
  }

  private static String reason(BatchItem item, String line) {
    return line.contains(item.input()) ? line : item.input() + ": " + line;
  }

  private void show() {
    String what =
        running.stream()
            .findFirst()
            .map(task -> steps.get(task).item().input())
            .map(PlainText::line)
            .map(name -> running.size() > 1 ? name + " and " + (running.size() - 1) : name)
            .orElse("");
    display.update(rows.size(), what);
  }

  @Override
  public boolean isCancelled() {
    return failure != null || stop.getAsBoolean();
  }
}
