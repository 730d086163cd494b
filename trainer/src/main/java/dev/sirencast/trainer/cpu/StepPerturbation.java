package dev.sirencast.trainer.cpu;

/**
 * What the network is trained under: the weights that a step sees instead of the network's own.
 *
 * <p>Noise, masks and rounding are such. The gradient by what was seen goes straight through to the
 * weights, unless {@link #adjust} changes it. Called by the thread that fits.
 */
@FunctionalInterface
public interface StepPerturbation {
  /**
   * Sets what a step sees.
   *
   * @param weights the network's own, which must not be changed
   * @param seen becomes what the step sees; holds the weights when called
   * @param step the step's number, counted from 0
   */
  void apply(float[] weights, float[] seen, int step);

  /**
   * Turns the gradient by the weights seen into the one by the weights themselves: a mask
   * multiplies it by its factors. Does nothing here.
   */
  default void adjust(float[] gradient, int step) {}
}
