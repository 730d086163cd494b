package dev.sirencast.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Receivers, a thread each, that come again and again until they are told to leave. */
final class Crowd {
  private static final int PAUSE_MILLIS = 4_000;

  private final Tally tally;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean leaving;

  Crowd(Tally tally) {
    this.tally = tally;
  }

  /** Adds a receiver that is of one of these kinds each time, by chance. */
  void add(Map<String, Visit> kinds, long seed) {
    List<String> names = List.copyOf(kinds.keySet());
    Thread thread =
        new Thread(
            () -> {
              SplittableRandom random = new SplittableRandom(seed);
              while (pause(random)) {
                String name = names.get(random.nextInt(names.size()));
                visit(name, kinds.get(name), random);
              }
            },
            "receiver " + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  int size() {
    return threads.size();
  }

  private boolean pause(SplittableRandom random) {
    try {
      Thread.sleep(random.nextInt(PAUSE_MILLIS));
    } catch (InterruptedException e) {
      return false;
    }
    return !leaving;
  }

  private void visit(String name, Visit kind, SplittableRandom random) {
    tally.begun();
    try {
      tally.ended(name, kind.make(random));
    } catch (Exception e) {
      tally.failed(name, e.toString());
    }
  }

  /**
   * Lets all finish what they are about, and waits.
   *
   * @return how many did not within the time
   */
  int leave(int seconds) throws InterruptedException {
    leaving = true;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    int left = 0;
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      left += thread.isAlive() ? 1 : 0;
    }
    threads.clear();
    return left;
  }
}
