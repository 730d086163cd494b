package dev.sirencast.trainer.stack;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.util.List;

/** A thread's way to begin stacks. For one thread at a time. */
@FunctionalInterface
public interface StackFitter {
  /**
   * Returns networks that all begin alike.
   *
   * @param initial weights, in the order of {@link dev.sirencast.siren.SirenWeights#toFlatArray}
   * @param points of each network, one or more of them
   * @return to be closed by the caller
   */
  NetworkStack begin(SirenArchitecture architecture, float[] initial, List<TrainingPoints> points);
}
