package dev.sirencast.spark;

import dev.sirencast.batch.TaskContext;
import dev.sirencast.batch.TaskException;
import dev.sirencast.batch.TaskKind;

/** A word, and what it is done with: a sleep, a failure, or the end of the worker. */
public final class TestKind implements TaskKind {
  static final String NAME = "test";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String run(String task, TaskContext context) throws TaskException {
    String[] words = task.split(" ");
    switch (words[0]) {
      case "fail" -> throw new TaskException("cannot do " + words[1]);
      case "halt" -> Runtime.getRuntime().halt(9);
      case "wait" -> {
        long end = System.nanoTime() + Long.parseLong(words[1]) * 1_000_000;
        while (System.nanoTime() < end && !context.isCancelled()) {
          Thread.onSpinWait();
        }
      }
      default -> {}
    }
    return "{\"of\":\"" + task + "\",\"threads\":" + context.threads() + "}";
  }
}
