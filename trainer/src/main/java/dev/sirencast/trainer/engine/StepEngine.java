package dev.sirencast.trainer.engine;

import org.jspecify.annotations.Nullable;

/**
 * Computes the steps of one run: it holds the points, the weights and what Adam remembers.
 *
 * <p>Vectors have one value for each parameter, in the order of {@link
 * dev.sirencast.siren.SirenWeights#toFlatArray}. For one thread at a time.
 */
public interface StepEngine extends AutoCloseable {
  /** Where it computes: {@code cpu} or {@code gpu0}. */
  String device();

  /**
   * Takes one step of Adam down the loss's gradient, unless the loss before it is not finite: then
   * everything stays as it was.
   *
   * @param step the step's number, counted from 0
   * @param batch numbers of the points that the step sees, null for all
   * @param rate Adam's rate
   * @param progress share of the run that is done, 0 or more and below 1
   */
  StepLoss step(int step, int @Nullable [] batch, double rate, double progress);

  /**
   * Returns the PSNR in decibels on the whole grid by which weights are compared: that of the
   * network as it is, or for a loss under noise the one expected under that noise.
   */
  double decibels(float[] weights);

  /**
   * Returns the reconstruction loss L at other weights on a batch, and sets its gradient by them.
   *
   * @param batch numbers of the points, null for all
   */
  double reconstruction(float[] weights, int @Nullable [] batch, float[] gradient);

  /** A copy of the weights. */
  float[] weights();

  /** A copy of Adam's moving mean of the gradients. */
  float[] mean();

  /** A copy of Adam's moving mean of their squares. */
  float[] variance();

  /** Goes to where it stood after a number of steps. */
  void restore(int steps, float[] weights, float[] mean, float[] variance);

  /** Frees what the engine holds. */
  @Override
  void close();
}
