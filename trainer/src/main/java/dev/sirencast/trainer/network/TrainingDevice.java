package dev.sirencast.trainer.network;

/** Where the tensor operations of a training run are computed. */
public enum TrainingDevice {
  /** The first GPU that the engine sees, or else the CPU. */
  AUTO,
  /** The CPU. */
  CPU,
  /** The first GPU; a run fails to start where the engine sees none. */
  GPU
}
