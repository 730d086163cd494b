package dev.sirencast.trainer.cpu;

import java.util.function.BooleanSupplier;

/** One of many fits that do not depend on each other. */
@FunctionalInterface
public interface FitTask {
  /**
   * Fits.
   *
   * @param workspace memory of the thread that calls
   * @param cancelled to be asked now and then, and handed on to {@link NetworkFitter#fit}
   */
  void run(FitWorkspace workspace, BooleanSupplier cancelled);
}
