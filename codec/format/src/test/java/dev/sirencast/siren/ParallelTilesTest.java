package dev.sirencast.siren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ParallelTilesTest {
  @Test
  void handlesEachTileOnce() {
    AtomicIntegerArray handled = new AtomicIntegerArray(1000);
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      ParallelTiles.run(1000, () -> handled::incrementAndGet, executor, 4);
    } finally {
      executor.shutdownNow();
    }
    for (int tile = 0; tile < 1000; tile++) {
      assertEquals(1, handled.get(tile));
    }
  }

  @Test
  void asksForOneThreadLessThanItsParallelism() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    ParallelTiles.run(10, () -> tile -> {}, tasks::add, 4);
    assertEquals(3, tasks.size());
    // A task that starts after the end finds nothing to do.
    tasks.forEach(Runnable::run);
  }

  @Test
  void throwsWhatAWorkerThrew() {
    IllegalStateException failure = new IllegalStateException();
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                ParallelTiles.run(
                    10,
                    () ->
                        tile -> {
                          throw failure;
                        },
                    Runnable::run,
                    2));
    assertSame(failure, thrown);
  }

  @Test
  void keepsTheInterruptOfItsThread() {
    Thread.currentThread().interrupt();
    ParallelTiles.run(10, () -> tile -> {}, Runnable::run, 1);
    assertTrue(Thread.interrupted());
  }
}
