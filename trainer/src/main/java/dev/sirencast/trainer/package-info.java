/**
 * Fits the weights of a sine network to a signal by gradient descent.
 *
 * <p>Gradients and Hessian-vector products are derived by hand, and computed by plain Java or as
 * tensor operations (DJL with PyTorch); nothing is recorded for automatic differentiation. No
 * public signature mentions an engine's types.
 */
@NullMarked
package dev.sirencast.trainer;

import org.jspecify.annotations.NullMarked;
