package dev.sirencast.rounding.refit;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.Arrays;
import java.util.List;

/**
 * Rounds weights for an entropy coder: as coarsely as the network's outputs on a grid bear, with
 * steps that make every tensor's bits buy the same quality, and every error made up for by weights
 * that are not rounded yet.
 *
 * <p>The outputs' Gauss-Newton matrix decides. Layer by layer, from the first, the layers that are
 * still free are refitted to the original network's outputs; then a stretch of the layer's columns
 * is rounded with feedback. Biases are taken modulo half the sine's period first. Only the network
 * and the grid are used, no signal. Grids are sampled where large, so that time and memory are
 * bounded; networks of tens of thousands of weights and more take minutes.
 *
 * <p>The same input gives the same symbols. Not thread-safe.
 */
public final class RefittingQuantizer {
  private final SirenArchitecture architecture;
  private final SeededTensors seeded;
  private final float[][] layers;
  private final SampledNetwork network;
  private final FactoredStatistics preconditioner;

  private RefittingQuantizer(SirenWeights weights, SeededTensors seeded, CoordinateGrid grid) {
    this.architecture = weights.architecture();
    this.seeded = seeded;
    this.layers = LayerMatrices.of(weights);
    BiasPhases.reduce(architecture, layers, LayerMatrices.free(architecture, seeded));
    this.network = new SampledNetwork(architecture, grid, layers);
    this.preconditioner = FactoredStatistics.of(network);
  }

  /**
   * Returns the quantiser of a network.
   *
   * @param seeded tensors that are never sent; they are never changed, and their symbols are zeros
   * @param grid where the outputs count
   * @throws IllegalArgumentException if a weight is not finite, or the grid's axes are not the
   *     network's inputs
   */
  public static RefittingQuantizer of(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid) {
    if (grid.dimensions() != weights.architecture().inputs()) {
      throw new IllegalArgumentException(
          weights.architecture() + " has no outputs on a grid of " + grid.dimensions() + " axes");
    }
    for (int id = 0; id < weights.tensors().size(); id++) {
      requireFinite(id, weights.tensors().get(id));
    }
    return new RefittingQuantizer(weights, seeded, grid);
  }

  /**
   * Returns the weights as symbols.
   *
   * @param step what rounding a weight by one step may move the outputs by, above 0: the root of
   *     the squared change of y, summed over the outputs, mean over the grid, after all that makes
   *     up for it
   */
  public List<QuantizedTensor> quantize(double step) {
    double[] shares = evenShares();
    quantize(step, shares);
    return quantize(step, shares);
  }

  /** Shares that say nothing is known of them: one for each layer. */
  double[] evenShares() {
    double[] shares = new double[layers.length];
    Arrays.fill(shares, 1);
    return shares;
  }

  /**
   * One pass.
   *
   * @param shares by layer, what is left of a rounding's error once later layers are refitted;
   *     receives what the pass measures
   */
  List<QuantizedTensor> quantize(double step, double[] shares) {
    if (!(step > 0 && step <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("a relative step is finite and above 0, got " + step);
    }
    return new RoundingPass(
            network,
            preconditioner,
            LayerMatrices.copy(layers),
            LayerMatrices.free(architecture, seeded))
        .run(step, shares);
  }

  private static void requireFinite(int id, WeightTensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (!Float.isFinite(tensor.get(i))) {
        throw new IllegalArgumentException(
            SirenWeights.name(id) + " holds " + tensor.get(i) + ", weights must be finite");
      }
    }
  }
}
