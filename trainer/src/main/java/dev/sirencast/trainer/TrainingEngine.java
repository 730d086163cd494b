package dev.sirencast.trainer;

/** What computes the steps of a training run. */
public enum TrainingEngine {
  /** {@link #TORCH} on a GPU and for a loss that {@link #JAVA} does not know, else JAVA. */
  AUTO,
  /** Plain Java on the CPU, on its vectors where the JVM has the Vector API; loads no libtorch. */
  JAVA,
  /** PyTorch through DJL, on the CPU or on a GPU. */
  TORCH
}
