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
import java.util.Optional;

/**
 * The tasks of the signals that are to be encoded: one a signal, and of a very large one a step for
 * what its patches stand on, one for each part of them, and one for the stream. The largest come
 * first, so that no long one is left for the end. How they are divided changes no byte.
 *
 * @param phases of which each begins when the one before has ended
 */
record WorkPlan(List<List<Step>> phases) {
  /** From here on, four megapixels, a signal is worth all threads that there are. */
  private static final long LARGE = 3L << 22;

  /** What encoding takes, measured: so many bytes a value, and some that no signal counts. */
  private static final long BYTES_A_VALUE = 24;

  /** Of a signal that is made smaller when it has been read. */
  private static final long BYTES_A_READ_VALUE = 12;

  private static final long BYTES_BESIDE = 24L << 20;

  /** Of a signal that is as large as one may be without being divided, so many parts. */
  private static final int PARTS = 4;

  private static final int MOST_PARTS = 9_999;

  /**
   * A task of a signal.
   *
   * @param part which it is, where the signal is encoded in parts
   */
  record Step(BatchItem item, Task task, Optional<SignalPart> part) {
    /** Whether it makes the stream. */
    boolean isLast() {
      return part.map(SignalPart::isLast).orElse(true);
    }
  }

  /**
   * What tasks are cut for.
   *
   * @param identity what all signals are encoded with
   * @param results the folder of all streams
   * @param threads that there are, or are asked for, 1 or more
   * @param reduced whether signals are made smaller than their files are
   * @param most values of a signal that is one task
   */
  record Frame(EncodingIdentity identity, Path results, int threads, boolean reduced, long most) {}

  private record Sized(BatchItem item, long values) {}

  /** Copies the lists. */
  WorkPlan {
    phases = phases.stream().map(List::copyOf).toList();
  }

  /** Plans. */
  static WorkPlan of(List<BatchItem> items, Frame frame) {
    List<Sized> sized = new ArrayList<>();
    items.forEach(item -> sized.add(new Sized(item, values(item.input()))));
    sized.sort(Comparator.comparingLong(Sized::values).reversed());
    int few = Math.max(1, frame.threads() / Math.max(1, items.size()));
    List<List<Step>> phases = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Sized own : sized) {
      boolean isLarge = own.values() >= LARGE && !frame.reduced();
      int threads = isLarge ? frame.threads() : few;
      Optional<Path> folder = own.values() > frame.most() ? partsOf(own, frame) : Optional.empty();
      if (folder.isEmpty()) {
        phases.get(0).add(step(own, frame, threads, Optional.empty()));
        continue;
      }
      long each = Math.max(1, frame.most() / PARTS);
      int parts = (int) Math.min(MOST_PARTS, (own.values() + each - 1) / each);
      for (int i = 0; i <= parts + 1; i++) {
        phases
            .get(i == 0 ? 0 : i <= parts ? 1 : 2)
            .add(step(own, frame, threads, Optional.of(new SignalPart(i, parts, folder.get()))));
      }
    }
    return new WorkPlan(phases);
  }

  private static Step step(Sized own, Frame frame, int threads, Optional<SignalPart> part) {
    BatchItem item = own.item();
    SignalTask task =
        new SignalTask(item.input(), item.output().toString(), frame.identity().words(), part);
    long each = frame.reduced() ? BYTES_A_READ_VALUE : BYTES_A_VALUE;
    return new Step(item, new Task(task.line(), threads, BYTES_BESIDE + own.values() * each), part);
  }

  /** What cannot be looked at is one task, which fails. */
  private static Optional<Path> partsOf(Sized own, Frame frame) {
    try {
      return Optional.of(SignalPart.folder(frame.results(), own.item(), frame.identity()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

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
