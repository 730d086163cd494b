package dev.sirencast.trainer;

import java.util.Locale;

/** What computes the steps of a training run. */
public enum TrainingEngine {
  /** {@link #TORCH} on a GPU, {@link #JAVA} on a CPU. */
  AUTO,
  /** Plain Java on the CPU, on its vectors where the JVM has the Vector API; loads no libtorch. */
  JAVA,
  /** PyTorch through DJL, on the CPU or on a GPU. */
  TORCH;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
