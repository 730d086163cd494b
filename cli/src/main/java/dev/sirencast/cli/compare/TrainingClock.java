package dev.sirencast.cli.compare;

import dev.sirencast.trainer.patch.Deadline;
import java.util.Optional;

/** Shares a time out among trainings to come, each as much of what is left. Not thread-safe. */
final class TrainingClock {
  private final Optional<Deadline> all;
  private int left;

  /** Starts it. */
  TrainingClock(OwnTraining training) {
    this.left = training.trainings();
    this.all =
        training
            .time()
            .map(time -> new Deadline(System::nanoTime, System.nanoTime() + nanos(time.seconds())));
  }

  /** When the next training, with its rounding, has to be done; nothing where no time is asked. */
  Optional<Deadline> next() {
    int sharers = Math.max(1, left--);
    return all.map(
        end ->
            new Deadline(
                end.nanoTime(), end.nanoTime().getAsLong() + nanos(end.seconds() / sharers)));
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }
}
