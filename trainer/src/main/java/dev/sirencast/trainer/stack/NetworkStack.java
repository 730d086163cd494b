package dev.sirencast.trainer.stack;

import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.FitOptions;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Networks of one shape on their way, each fitted to points of its own. No network's result depends
 * on another's. For one thread at a time.
 */
public interface NetworkStack extends AutoCloseable {
  /** The number of networks. */
  int size();

  /**
   * Goes on until each network has taken {@code end} steps in all, or as many as the schedule has.
   * A step is that of {@link dev.sirencast.trainer.cpu.NetworkFitter}.
   *
   * @throws IllegalArgumentException on the tensor engine, if the options ask for batches of points
   *     or for tensors that stay as they are
   */
  default void fit(FitOptions options, int end) {
    fit(options, network -> FitHooks.NONE, end, () -> false);
  }

  /**
   * The same with what each network's steps are changed by.
   *
   * @param hooks by the network's number
   * @param cancelled asked before each step: networks stay where they are then
   * @throws IllegalArgumentException on the tensor engine also if there are hooks
   */
  void fit(FitOptions options, IntFunction<FitHooks> hooks, int end, BooleanSupplier cancelled);

  /**
   * Returns for each network the sum over its points and components of {@code (y - t)^2}.
   *
   * @throws ArithmeticException if one is no longer a finite number
   */
  double[] squaredErrors();

  /**
   * The same of the weights as a step sees them.
   *
   * @param hooks by the network's number, with a perturbation
   * @throws ArithmeticException if one is no longer a finite number
   * @throws IllegalArgumentException on the tensor engine
   */
  double[] squaredErrors(IntFunction<FitHooks> hooks, int step);

  /**
   * Returns each network's weights, as many arrays as there are networks, in the order of {@link
   * dev.sirencast.siren.SirenWeights#toFlatArray}.
   */
  float[][] weights();

  /**
   * Returns some of the networks, which go on from where they stand, steps and optimiser too. This
   * stack must not be fitted after that, and is still to be closed.
   *
   * @param members numbers of networks, rising
   */
  NetworkStack only(int... members);

  /** Frees the engine's memory. */
  @Override
  void close();
}
