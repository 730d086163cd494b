package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.patch.Deadline;
import java.util.function.BooleanSupplier;

/**
 * What the first steps of a network's training took: how many more there is time for, so that the
 * schedule of the learning rate ends in time.
 *
 * @param deadline of all that is done
 * @param step seconds of a step
 * @param evaluation seconds of evaluating the network at every point
 * @param tuning steps with rounding, after the training
 * @param tuned seconds of such a step
 */
public record StepsInTime(
    Deadline deadline, double step, double evaluation, int tuning, double tuned) {
  /** Evaluations on the way, over the steps. */
  private static final double EVALUATED = 1.07;

  /** Evaluations of what is rounded and decoded, and of how good that is. */
  private static final double REST = 4;

  /** A step of tuning, over one of training with as many points. */
  private static final double TUNED = 2.5;

  private static final int TUNED_POINTS = 2048;

  /** The share of the time that tuning may take where nobody says how many steps. */
  private static final double TUNING_SHARE = 0.4;

  /**
   * Trains for a few steps and looks at the clock.
   *
   * @param stated steps of tuning that are asked for
   * @param unstated the most steps of tuning besides
   */
  public static StepsInTime measure(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      Deadline deadline,
      int stated,
      int unstated,
      BooleanSupplier stop,
      ProgressDisplay display) {
    Probe probe = new Probe(deadline, stop);
    // So many steps are never evaluated on the way.
    Training.run(
        signal, architecture, options.withSteps(TrainingOptions.MAX_STEPS), probe, display);
    int points = signal.grid().points();
    int batch = options.batchSize() == 0 ? points : Math.min(points, options.batchSize());
    double tuned = TUNED * probe.step() * Math.min(points, TUNED_POINTS) / batch;
    int more = (int) Math.min(unstated, TUNING_SHARE * deadline.seconds() / tuned);
    return new StepsInTime(
        deadline, probe.step(), probe.sinceLastStep(), stated + Math.max(0, more), tuned);
  }

  /**
   * The steps of a training that there is time for.
   *
   * @param runs trainings that are to come, this one included
   */
  public int steps(int runs) {
    double left = deadline.seconds() - REST * evaluation - tuning * tuned;
    double steps = (left / runs - evaluation) / (step * EVALUATED);
    return (int) Math.max(1, Math.min(TrainingOptions.MAX_STEPS, steps));
  }

  /** Ends a training that only measures, and is asked before every step of it. */
  private static final class Probe implements BooleanSupplier {
    /** Steps that do not count: an engine is slow to begin. */
    private static final int SLOW = 3;

    private static final int LEAST = 4;
    private static final int MOST = 50;

    /** Share of the time that measuring may take. */
    private static final double SHARE = 0.04;

    private final Deadline deadline;
    private final BooleanSupplier stop;
    private int begun;
    private double start;
    private double last;
    private double allowed;

    Probe(Deadline deadline, BooleanSupplier stop) {
      this.deadline = deadline;
      this.stop = stop;
    }

    @Override
    public boolean getAsBoolean() {
      last = -deadline.seconds();
      if (begun == SLOW) {
        start = last;
        allowed = -SHARE * last;
      }
      int counted = begun - SLOW;
      boolean enough = counted >= MOST || (counted >= LEAST && last - start > allowed);
      if (enough || stop.getAsBoolean()) {
        return true;
      }
      begun++;
      return false;
    }

    double step() {
      return (last - start) / Math.max(1, begun - SLOW);
    }

    double sinceLastStep() {
      return -deadline.seconds() - last;
    }
  }
}
