package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;

/**
 * A loss at one point of parameter space.
 *
 * @param value the whole loss, regularisers included
 * @param reconstruction the reconstruction loss L of Eq. 1 alone
 * @param gradient of {@code value} with respect to all parameters, one vector
 */
public record LossGradient(double value, double reconstruction, NDArray gradient) {}
