package dev.sirencast.cli.batch;

import dev.sirencast.batch.Task;
import dev.sirencast.media.SignalSize;
import dev.sirencast.media.TestCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The tasks of the signals that are to be encoded, the largest first, so that no long one is left
 * for the end. How they are divided changes no byte.
 *
 * @param items of which task i is the i-th
 * @param tasks for an engine
 */
record WorkPlan(List<BatchItem> items, List<Task> tasks) {
  /** From here on, four megapixels, a signal is worth all threads that there are. */
  private static final long LARGE = 3L << 22;

  /** What encoding takes, measured: so many bytes a value, and some that no signal counts. */
  private static final long BYTES_A_VALUE = 40;

  /** Of a signal that is made smaller when it has been read. */
  private static final long BYTES_A_READ_VALUE = 12;

  private static final long BYTES_BESIDE = 24L << 20;

  private record Sized(BatchItem item, long values) {}

  /** Copies the lists. */
  WorkPlan {
    items = List.copyOf(items);
    tasks = List.copyOf(tasks);
  }

  /**
   * Plans.
   *
   * @param words the options for {@code encode}
   * @param threads that there are, or are asked for
   * @param reduced whether signals are made smaller than their files are
   */
  static WorkPlan of(List<BatchItem> items, List<String> words, int threads, boolean reduced) {
    List<Sized> sized = new ArrayList<>();
    items.forEach(item -> sized.add(new Sized(item, values(item.input()))));
    sized.sort(Comparator.comparingLong(Sized::values).reversed());
    int few = Math.max(1, threads / Math.max(1, items.size()));
    List<Task> tasks = new ArrayList<>();
    for (Sized own : sized) {
      SignalTask task = new SignalTask(own.item().input(), own.item().output().toString(), words);
      tasks.add(
          new Task(
              task.line(),
              own.values() >= LARGE && !reduced ? threads : few,
              BYTES_BESIDE + own.values() * (reduced ? BYTES_A_READ_VALUE : BYTES_A_VALUE)));
    }
    return new WorkPlan(sized.stream().map(Sized::item).toList(), tasks);
  }

  /** What cannot be looked at fails soon, and takes nothing. */
  private static long values(String input) {
    if (TestCard.isNamedBy(input)) {
      return 0;
    }
    try {
      return Files.isRegularFile(Path.of(input)) ? SignalSize.values(Path.of(input)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
