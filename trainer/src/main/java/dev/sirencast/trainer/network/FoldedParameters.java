package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.engine.ParameterSpace;

/**
 * A sine network at fixed parameters, with omega0 folded into its weights.
 *
 * <p>{@code sin(omega0 (W x + b))} is computed as {@code sin(W' x + b')} with {@code W' = omega0 W}
 * and {@code b' = omega0 b}, which saves a pass over the activations. The parameters that training
 * changes are the unfolded ones: a gradient is brought back by {@link #unfold}, the chain rule for
 * this scaling, so that the optimiser never sees the folding.
 */
public final class FoldedParameters {
  private final NDManager manager;
  private final ParameterSpace space;
  private final NDArray parameters;
  private final NDArray factors;
  private final NDArray sent;
  private final ParameterViews weights;

  /**
   * @param manager owner of all that this network makes, open as long as the network is used
   * @param parameters the unfolded parameters, one vector
   * @param factors what each parameter is multiplied by: its layer's omega0
   * @param sent 1 for the parameters that noise hits, 0 for the others
   */
  FoldedParameters(
      NDManager manager, ParameterSpace space, NDArray parameters, NDArray factors, NDArray sent) {
    this.manager = manager;
    this.space = space;
    this.parameters = parameters;
    this.factors = factors;
    this.sent = sent;
    this.weights = fold(parameters);
  }

  /** The manager that owns this network's arrays. */
  public NDManager manager() {
    return manager;
  }

  /** The network's shape. */
  public SirenArchitecture architecture() {
    return space.architecture();
  }

  /** What the parameters are. */
  public ParameterSpace space() {
    return space;
  }

  /** The unfolded parameters, one vector. */
  public NDArray parameters() {
    return parameters;
  }

  /** 1 for the parameters that noise hits, 0 for the others. */
  public NDArray sent() {
    return sent;
  }

  /** Returns the network at other unfolded parameters. */
  public FoldedParameters at(NDArray others) {
    return new FoldedParameters(manager, space, others, factors, sent);
  }

  /** The folded weights. */
  public ParameterViews weights() {
    return weights;
  }

  /**
   * Returns {@code factors * vector}: a vector of parameter space as the folded network sees it.
   */
  public ParameterViews fold(NDArray vector) {
    NDArray folded = vector.mul(factors);
    // The product belongs to the left operand's manager, which may outlive this network by far.
    folded.attach(manager);
    return ParameterViews.of(architecture(), folded);
  }

  /** Turns a gradient by the folded weights, in place, into the one by the unfolded parameters. */
  public NDArray unfold(ParameterViews gradient) {
    return gradient.flat().muli(factors);
  }

  /** Returns a vector of zeros to accumulate a gradient in. */
  public ParameterViews zeros() {
    return ParameterViews.of(architecture(), manager.zeros(weights.flat().getShape()));
  }

  /** Returns the outputs, points x outputs, at these coordinates, in an array of {@code scope}. */
  NDArray outputs(NDManager scope, NDArray coordinates) {
    int last = architecture().layers() - 1;
    NDArray input = coordinates;
    for (int layer = 0; layer < last; layer++) {
      try (NDArray z = preActivation(scope, layer, input)) {
        NDArray activation = z.sin();
        if (layer > 0) {
          input.close();
        }
        input = activation;
      }
    }
    return preActivation(scope, last, input);
  }

  /** Returns {@code z = W' h + b'} of one layer for a tile of inputs h, in an array of scope. */
  NDArray preActivation(NDManager scope, int layer, NDArray input) {
    NDArray z = Linear.linear(input, weights.weight(layer), weights.bias(layer)).singletonOrThrow();
    z.attach(scope);
    return z;
  }
}
