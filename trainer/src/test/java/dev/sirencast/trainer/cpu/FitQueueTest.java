package dev.sirencast.trainer.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FitQueueTest {
  private final ExecutorService executor = Executors.newFixedThreadPool(2);

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  private static FitTask fit(int i, float[][] results) {
    SirenArchitecture architecture = new SirenArchitecture(2, i % 2 == 0 ? 8 : 11, 1, 3, 30, 30);
    Fitting fitting = Fitting.smooth(architecture, 200 + i);
    FitOptions options = FitOptions.fullBatch(5e-3, 10);
    return (workspace, cancelled) -> {
      FitState state = FitState.of(fitting.weights);
      workspace.fitter(architecture).fit(state, fitting.points, options, cancelled);
      results[i] = state.weights();
    };
  }

  private float[][] fitAll(int threads) {
    float[][] results = new float[9][];
    List<FitTask> tasks = IntStream.range(0, 9).mapToObj(i -> fit(i, results)).toList();
    List<Integer> progress = new ArrayList<>();
    assertTrue(new FitQueue(executor, threads).run(tasks, () -> false, progress::add));
    assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), progress);
    return results;
  }

  @Test
  void bitsDoNotDependOnTheNumberOfThreads() {
    float[][] expected = fitAll(1);
    for (int threads = 2; threads <= 3; threads++) {
      float[][] actual = fitAll(threads);
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(expected[i], actual[i]);
      }
    }
  }

  @Test
  void noTaskBeginsOnceCancelled() {
    AtomicInteger begun = new AtomicInteger();
    List<FitTask> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tasks.add((workspace, cancelled) -> begun.incrementAndGet());
    }
    assertFalse(new FitQueue(executor, 1).run(tasks, () -> begun.get() >= 3, done -> {}));
    assertEquals(3, begun.get());
  }

  @Test
  void failuresAreThrown() {
    List<FitTask> tasks =
        List.of(
            (workspace, cancelled) -> {
              throw new ArithmeticException("diverged");
            });
    FitQueue queue = new FitQueue(executor, 2);
    assertThrows(ArithmeticException.class, () -> queue.run(tasks, () -> false, done -> {}));
  }
}
