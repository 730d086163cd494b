package dev.sirencast.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs tasks on threads of this process: as many at a time as there are threads and memory for. A
 * task that wants more than there is at all runs alone.
 */
final class LocalEngine implements TaskEngine {
  /** How often it is asked whether anybody wants more. */
  private static final long LOOK_MILLIS = 100;

  /** How long tasks that are cancelled may take to end by themselves. */
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final int threads;
  private final long bytes;

  /**
   * @param threads that all tasks may use together, 1 or more
   * @param bytes of memory that all tasks may take together
   */
  LocalEngine(int threads, long bytes) {
    this.threads = threads;
    this.bytes = bytes;
  }

  @Override
  public void run(String kind, List<Task> tasks, TaskListener listener) throws EngineException {
    new Run(TaskEngines.kind(kind), tasks, listener).toEnd();
  }

  @Override
  public void close() {
    // Every run ends its threads.
  }

  /** The tasks of one call; its own thread alone changes what is free. */
  private final class Run {
    private final TaskKind kind;
    private final List<Task> tasks;
    private final TaskListener listener;
    private final BlockingQueue<Consumer<Run>> ended = new LinkedBlockingQueue<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private int freeThreads = threads;
    private long freeBytes = bytes;
    private int running;

    Run(TaskKind kind, List<Task> tasks, TaskListener listener) {
      this.kind = kind;
      this.tasks = tasks;
      this.listener = listener;
      for (int task = 0; task < tasks.size(); task++) {
        waiting.add(task);
      }
    }

    void toEnd() throws EngineException {
      while (running + waiting.size() > 0 && !listener.isCancelled()) {
        startWhatFits();
        hear();
      }
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (running > 0 && System.nanoTime() < end) {
        hear();
      }
    }

    private void startWhatFits() {
      while (!waiting.isEmpty() && (running == 0 || fits(tasks.get(waiting.element())))) {
        start(waiting.remove());
      }
    }

    private boolean fits(Task task) {
      return Math.min(threads, task.threads()) <= freeThreads && task.bytes() <= freeBytes;
    }

    private void start(int number) {
      Task task = tasks.get(number);
      int granted = Math.min(threads, task.threads());
      freeThreads -= granted;
      freeBytes -= task.bytes();
      running++;
      listener.onStarted(number);
      TaskContext context = new TaskContext(granted, listener::isCancelled);
      Thread worker =
          new Thread(() -> work(number, task, context), "sirencast-task-" + (number + 1));
      worker.setDaemon(true);
      worker.start();
    }

    private void work(int number, Task task, TaskContext context) {
      TaskOutcome outcome = TaskOutcome.failed("its thread ended before it did");
      try {
        outcome = TaskOutcome.of(kind, task.line(), context);
      } finally {
        TaskOutcome told = outcome;
        ended.add(run -> run.end(number, context.threads(), told));
      }
    }

    private void hear() throws EngineException {
      try {
        Consumer<Run> event = ended.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null) {
          event.accept(this);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EngineException("interrupted while tasks were running", e);
      }
    }

    private void end(int number, int granted, TaskOutcome outcome) {
      freeThreads += granted;
      freeBytes += tasks.get(number).bytes();
      running--;
      listener.onEnded(number, outcome);
    }
  }
}
