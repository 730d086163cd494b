package dev.sirencast.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalEngineTest {
  private final Map<Integer, TaskOutcome> outcomes = new TreeMap<>();

  @BeforeEach
  void forget() {
    TestKind.RUNNING.set(0);
    TestKind.MOST.set(0);
  }

  @Test
  void saysEveryTasksResultOnceWhereverItRan() throws Exception {
    run(new LocalEngine(3, 100), tasks(20, 1, 0, "echo"), () -> false);
    assertEquals(20, outcomes.size());
    outcomes.forEach((task, outcome) -> assertEquals("echo" + task, outcome.line()));
  }

  @Test
  void aFailureEndsItsOwnTaskAlone() throws Exception {
    List<Task> tasks =
        List.of(
            new Task("fail", 1, 0),
            new Task("break", 1, 0),
            new Task("devour", 1, 0),
            new Task("echo", 1, 0));
    run(new LocalEngine(2, 100), tasks, () -> false);
    assertEquals(TaskOutcome.failed("fail: as asked"), outcomes.get(0));
    assertEquals(
        TaskOutcome.failed("internal error: java.lang.IllegalStateException: broken"),
        outcomes.get(1));
    assertTrue(outcomes.get(2).line().startsWith("out of memory"), outcomes.get(2).line());
    assertEquals(TaskOutcome.done("echo"), outcomes.get(3));
  }

  @Test
  void noMoreThreadsAreGrantedThanThereAre() throws Exception {
    List<Task> tasks = new ArrayList<>(tasks(6, 1, 0, "hold"));
    tasks.addAll(tasks(2, 8, 0, "hold"));
    run(new LocalEngine(3, 100), tasks, () -> false);
    assertEquals(8, outcomes.size());
    assertTrue(TestKind.MOST.get() <= 3, "threads at once: " + TestKind.MOST);
  }

  @Test
  void tasksWaitForMemoryAndTheLargestRunsAlone() throws Exception {
    List<Task> tasks = new ArrayList<>(tasks(4, 1, 60, "hold"));
    tasks.add(new Task("hold", 1, 1_000));
    run(new LocalEngine(4, 100), tasks, () -> false);
    assertEquals(5, outcomes.size());
    assertEquals(1, TestKind.MOST.get());
  }

  @Test
  void cancellingKeepsWhatIsDoneAndBeginsNoMore() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    List<Task> tasks = new ArrayList<>(tasks(1, 1, 0, "echo"));
    tasks.addAll(tasks(50, 1, 0, "wait"));
    List<Integer> started = Collections.synchronizedList(new ArrayList<>());
    new LocalEngine(2, 100)
        .run(
            "test",
            tasks,
            new TaskListener() {
              @Override
              public void onStarted(int task) {
                started.add(task);
              }

              @Override
              public void onEnded(int task, TaskOutcome outcome) {
                outcomes.put(task, outcome);
                cancelled.set(true);
              }

              @Override
              public boolean isCancelled() {
                return cancelled.get();
              }
            });
    assertEquals(TaskOutcome.done("echo0"), outcomes.get(0));
    assertTrue(started.size() <= 3, "started: " + started);
  }

  @Test
  void unknownNamesAreRefusedByNamingTheKnown() {
    EngineException engine =
        assertThrows(
            EngineException.class, () -> TaskEngines.open("cloud", EngineSettings.DEFAULTS));
    assertEquals("no engine 'cloud' here; expected one of local", engine.getMessage());
    assertThrows(
        EngineException.class,
        () -> TaskEngines.open("local", new EngineSettings(0, Map.of("master", "x"))));
    assertThrows(EngineException.class, () -> TaskEngines.kind("juggle"));
    assertThrows(IllegalArgumentException.class, () -> new Task("two\nlines", 1, 0));
  }

  private void run(LocalEngine engine, List<Task> tasks, java.util.function.BooleanSupplier end)
      throws EngineException {
    engine.run(
        "test",
        tasks,
        new TaskListener() {
          @Override
          public void onEnded(int task, TaskOutcome outcome) {
            assertEquals(null, outcomes.put(task, outcome), "told twice");
          }

          @Override
          public boolean isCancelled() {
            return end.getAsBoolean();
          }
        });
  }

  private static List<Task> tasks(int count, int threads, long bytes, String line) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(new Task(line.equals("echo") ? line + i : line, threads, bytes));
    }
    return tasks;
  }

  /** Does what its line says. */
  public static final class TestKind implements TaskKind {
    static final AtomicInteger RUNNING = new AtomicInteger();
    static final AtomicInteger MOST = new AtomicInteger();

    @Override
    public String name() {
      return "test";
    }

    @Override
    public String run(String task, TaskContext context) throws TaskException {
      switch (task) {
        case "fail" -> throw new TaskException("fail: as asked");
        case "break" -> throw new IllegalStateException("broken");
        case "devour" -> throw new OutOfMemoryError();
        case "hold" -> hold(context.threads());
        case "wait" -> await(context);
        default -> {}
      }
      return task;
    }

    private static void hold(int threads) {
      MOST.accumulateAndGet(RUNNING.addAndGet(threads), Math::max);
      for (int i = 0; i < 1_000; i++) {
        Thread.yield();
      }
      RUNNING.addAndGet(-threads);
    }

    private static void await(TaskContext context) {
      CountDownLatch never = new CountDownLatch(1);
      while (!context.isCancelled()) {
        try {
          never.await(1, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }
}
