package dev.sirencast.trainer;

/** How a training run ended. */
public enum TrainingOutcome {
  /** All steps were done. */
  COMPLETED,
  /** The target PSNR was reached before the last step. */
  TARGET_REACHED,
  /** The listener asked for the end before the last step. */
  STOPPED,
  /** The loss was no longer finite; a smaller learning rate is the usual remedy. */
  DIVERGED
}
