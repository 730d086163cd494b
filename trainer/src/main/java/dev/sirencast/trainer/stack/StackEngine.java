package dev.sirencast.trainer.stack;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.EngineChoice;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.network.TrainingDevice;

/**
 * What fits stacks of networks.
 *
 * <p>Both engines take the same steps from the same weights, and their gradients agree to float32's
 * rounding. In plain Java a network's bits depend on nothing but itself; on the tensor engine they
 * depend on which networks are together in a stack, too. Thread-safe.
 */
public sealed interface StackEngine permits JavaStackEngine, TorchStackEngine {
  /**
   * Returns an engine; {@link TrainingEngine#AUTO} is what {@link EngineChoice} says.
   *
   * @param device of the tensor engine; plain Java works on the processor
   * @throws IllegalArgumentException if plain Java is asked for a GPU
   * @throws IllegalStateException if the tensor engine cannot be started, or a GPU is asked for and
   *     none is visible
   */
  static StackEngine of(TrainingEngine engine, TrainingDevice device) {
    if (engine == TrainingEngine.JAVA && device == TrainingDevice.GPU) {
      throw new IllegalArgumentException("plain Java trains on the processor, not on a GPU");
    }
    return EngineChoice.of(engine, device) == TrainingEngine.TORCH
        ? TorchStackEngine.on(device)
        : new JavaStackEngine();
  }

  /**
   * How many networks are best fitted together: few enough for their activations to fit a cache, or
   * a GPU's memory.
   *
   * @param widest of the networks' shapes
   * @param points of a network
   */
  int together(SirenArchitecture widest, int points);

  /** Whether a step can take a part of a network's points. */
  boolean takesBatches();

  /** How many of so many threads should fit stacks at once. */
  int workers(int threads);

  /**
   * Returns what begins stacks on the calling thread.
   *
   * @param threads of one of the tensor engine's operations, 1 or more; plain Java has one
   */
  StackFitter fitter(int threads);
}
