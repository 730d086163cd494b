/**
 * Fits the weights of a sine network to a signal by gradient descent.
 *
 * <p>Gradients and Hessian-vector products are derived by hand and written as tensor operations
 * (DJL with the PyTorch engine); nothing is recorded for automatic differentiation. No public
 * signature mentions the engine's types.
 */
@NullMarked
package dev.sirencast.trainer;

import org.jspecify.annotations.NullMarked;
