package dev.sirencast.cli.batch;

import dev.sirencast.batch.TaskListener;
import dev.sirencast.batch.TaskOutcome;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ProgressDisplay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps what tasks come to as soon as they do, and shows how far they are. */
final class BatchProgress implements TaskListener {
  private final ConsoleCommand console;
  private final ProgressDisplay display;
  private final WorkPlan plan;
  private final EncodingIdentity identity;
  private final ResultsFile results;
  private final BooleanSupplier stop;
  private final List<ResultRow> rows = new ArrayList<>();
  private final Set<Integer> running = new LinkedHashSet<>();
  private volatile @Nullable IOException failure;

  /**
   * @param stop whether the user wants no more
   */
  BatchProgress(
      ConsoleCommand console,
      ProgressDisplay display,
      WorkPlan plan,
      EncodingIdentity identity,
      ResultsFile results,
      BooleanSupplier stop) {
    this.console = console;
    this.display = display;
    this.plan = plan;
    this.identity = identity;
    this.results = results;
    this.stop = stop;
  }

  @Override
  public void onStarted(int task) {
    running.add(task);
    show();
  }

  @Override
  public void onEnded(int task, TaskOutcome outcome) {
    running.remove(task);
    if (!outcome.isDone() && isCancelled()) {
      return; // it was ended, and is to be done another time
    }
    BatchItem item = plan.items().get(task);
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
    } catch (IOException e) {
      failure = e; // whatever else were encoded would be encoded again
    }
    show();
  }

  private static String reason(BatchItem item, String line) {
    return line.contains(item.input()) ? line : item.input() + ": " + line;
  }

  private void show() {
    String what =
        running.stream()
            .findFirst()
            .map(task -> plan.items().get(task).input())
            .map(name -> running.size() > 1 ? name + " and " + (running.size() - 1) : name)
            .orElse("");
    display.update(rows.size(), what);
  }

  @Override
  public boolean isCancelled() {
    return failure != null || stop.getAsBoolean();
  }

  /**
   * The rows of the tasks that have ended, in the order in which they did.
   *
   * @throws IOException if they could not be kept
   */
  List<ResultRow> rows() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return rows;
  }
}
