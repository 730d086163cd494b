package dev.sirencast.trainer.patch;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The steps of each patch: as many as planned, or so many more or fewer that all patches are done
 * in time. Every patch has a schedule of its own over its steps. Thread-safe.
 */
final class PatchPace {
  private static final double LEAST = 0.1;
  private static final double MOST = 1.5;

  private final int steps;
  private final double seconds;
  private final @Nullable Deadline deadline;
  private final AtomicInteger begun = new AtomicInteger();

  private PatchPace(int steps, double seconds, @Nullable Deadline deadline) {
    this.steps = steps;
    this.seconds = seconds;
    this.deadline = deadline;
  }

  /** As many steps for every patch. */
  static PatchPace steady(int steps) {
    return new PatchPace(steps, 0, null);
  }

  /**
   * As many steps for a patch as there is time for.
   *
   * @param steps planned
   * @param seconds that all patches take with these
   * @param deadline when the last one has to be done
   */
  static PatchPace within(int steps, double seconds, Deadline deadline) {
    return new PatchPace(steps, seconds, deadline);
  }

  /** Whether no patch has any steps. */
  boolean isNone() {
    return steps == 0;
  }

  /**
   * The steps of the patch that begins now, to be asked once a patch.
   *
   * @param patches in all
   */
  int next(int patches) {
    if (deadline == null) {
      return steps;
    }
    double rest = seconds * (patches - begun.getAndIncrement()) / patches;
    double share = Math.max(LEAST, Math.min(MOST, deadline.seconds() / rest));
    return (int) Math.max(1, steps * share);
  }
}
