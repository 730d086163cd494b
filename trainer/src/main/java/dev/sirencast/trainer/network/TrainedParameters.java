package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.engine.ParameterSpace;

/** The parameters that training changes: one vector on the device, in the order of the weights. */
public final class TrainedParameters {
  private final ParameterSpace space;
  private final NDArray flat;
  private final NDArray factors;
  private final NDArray rates;
  private final NDArray sent;

  /**
   * @param manager owner of the parameters, open as long as they are used
   */
  public TrainedParameters(NDManager manager, ParameterSpace space, SirenWeights initial) {
    this.space = space;
    this.flat = manager.create(initial.toFlatArray());
    this.factors =
        manager.create(space.perTensor(tensor -> space.factor(SirenArchitecture.layerOf(tensor))));
    this.rates = manager.create(space.perTensor(space::rate));
    this.sent = manager.create(space.perTensor(tensor -> space.isSent(tensor) ? 1 : 0));
  }

  private TrainedParameters(TrainedParameters other, NDArray flat) {
    this.space = other.space;
    this.flat = flat;
    this.factors = other.factors;
    this.rates = other.rates;
    this.sent = other.sent;
  }

  /** Returns other values of the same parameters. */
  public TrainedParameters withValues(NDArray values) {
    return new TrainedParameters(this, values);
  }

  /** The vector, which the optimiser changes in place. */
  public NDArray flat() {
    return flat;
  }

  /** What the learning rate is multiplied by, for each parameter; 0 for those not trained. */
  public NDArray rates() {
    return rates;
  }

  /** Returns the network at the present parameters, with arrays of {@code scope}. */
  public FoldedParameters network(NDManager scope) {
    return new FoldedParameters(scope, space, flat, factors, sent);
  }

  /** Returns a copy of the present parameters. */
  public SirenWeights toWeights() {
    return SirenWeights.ofFlat(space.architecture(), flat.toFloatArray());
  }
}
