package dev.sirencast.trainer.cpu;

/**
 * Something that is to be small beside the error, by its gradient: a penalty, or a price of bits.
 * Called by the thread that fits.
 */
@FunctionalInterface
public interface GradientTerm {
  /**
   * Adds the term's gradient.
   *
   * @param weights the network's own, not what a perturbation makes of them; not to be changed
   * @param gradient of the mean squared error of y, to which the term's is added
   * @param step the step's number, counted from 0
   */
  void addTo(float[] weights, float[] gradient, int step);
}
