package dev.sirencast.experiments.lab;

/** Watches experiments; calls come from several threads and never overlap. */
public interface ExperimentListener {
  /**
   * Called after a gradient step.
   *
   * @param done steps done in all trainings
   * @param total steps of all trainings
   * @param what the training in hand
   */
  void onStep(long done, long total, String what);

  /** Called with a line when a training has ended. */
  void onTraining(String line);
}
