package dev.sirencast.encoder.rounding.layerwise;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.List;

/**
 * Rounds a network's weights for a stream that is entropy-coded: with steps that make every weight
 * do the outputs equal harm, layer after layer.
 *
 * <p>At high rates bytes are best spent where the squared error falls by the same for the next bit
 * of any weight, and a weight rounded with step s adds {@code s^2 / 12} times {@code E[g^2] d}: g
 * is the derivative of the outputs by what its layer makes of its inputs, d the mean square of its
 * own input or, where the weights rounded after it make up for it, what they leave of that. So a
 * tensor's step is {@code scale / sqrt(E[g^2] mean(d))}. Among the numbers near a weight the one of
 * least error plus price of its bits is taken (rate-distortion optimised quantisation), the bits
 * being the coder's own ({@link dev.sirencast.entropy.SymbolCost}).
 *
 * <p>Biases are taken modulo half the sine's period first. Only the network and the grid are used,
 * no signal; grids are sampled where large, so that time and memory are bounded.
 *
 * <p>Deterministic, the same on all machines. Not thread-safe.
 */
public final class LayerwiseQuantizer {
  private final SirenArchitecture architecture;
  private final SeededTensors seeded;
  private final float[][] layers;
  private final SampledNetwork network;
  private final double[][] gains;
  private final Refit refit;

  private LayerwiseQuantizer(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid, Kind kind, Runnable pulse) {
    this.architecture = weights.architecture();
    this.seeded = seeded;
    this.layers = LayerMatrices.of(weights);
    BiasPhases.reduce(architecture, layers, LayerMatrices.free(architecture, seeded));
    this.network = new SampledNetwork(architecture, grid, layers, kind.points, pulse);
    double[][][] outputs = LayerStatistics.outputs(network);
    this.gains = new double[outputs.length][];
    for (int layer = 0; layer < outputs.length; layer++) {
      gains[layer] = LayerStatistics.diagonal(outputs[layer]);
    }
    this.refit =
        switch (kind) {
          case ROUGHLY, NONE -> new NoRefit(network);
          case LAYER -> new LayerRefit(network);
          case NETWORK -> new NetworkRefit(network, new Preconditioner(network, outputs));
        };
  }

  private enum Kind {
    ROUGHLY(SampledNetwork.FEWEST_POINTS),
    NONE(SampledNetwork.FEW_POINTS),
    LAYER(SampledNetwork.FEW_POINTS),
    NETWORK(SampledNetwork.MANY_POINTS);

    private final int points;

    Kind(int points) {
      this.points = points;
    }
  }

  /**
   * Returns a quantiser as {@link #roundToNearest}, with steps that follow from few points: in
   * about a tenth of the time.
   */
  public static LayerwiseQuantizer roughly(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid) {
    return of(weights, seeded, grid, Kind.ROUGHLY, () -> {});
  }

  /**
   * Returns a quantiser that rounds every weight by itself: to nearest, or next to it where that
   * saves enough bits.
   *
   * @param seeded tensors that are never sent; they are never changed, and their symbols are zeros
   * @param grid where the outputs count
   * @throws IllegalArgumentException if a weight is not finite, or the grid's axes are not the
   *     network's inputs
   */
  public static LayerwiseQuantizer roundToNearest(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid) {
    return roundToNearest(weights, seeded, grid, () -> {});
  }

  /**
   * The same, ended by whoever has enough.
   *
   * @param pulse run again and again, here and while weights are rounded: what it throws ends the
   *     work and reaches the caller
   */
  public static LayerwiseQuantizer roundToNearest(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid, Runnable pulse) {
    return of(weights, seeded, grid, Kind.NONE, pulse);
  }

  /**
   * Returns a quantiser with error feedback (GPTQ, Frantar et al., 2023): each layer is moved to
   * what the float network's makes of the same points, given what the rounded layers before it
   * deliver, and a row's weights are rounded together. At equal steps its error is smaller.
   *
   * <p>Networks that were trained to withstand noise on their weights are the exception: the refit
   * leaves the plateau they lie on.
   *
   * @see #roundToNearest for the arguments
   */
  public static LayerwiseQuantizer gptq(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid) {
    return gptq(weights, seeded, grid, () -> {});
  }

  /**
   * The same, ended by whoever has enough.
   *
   * @param pulse run again and again, here and while weights are rounded: what it throws ends the
   *     work and reaches the caller
   */
  public static LayerwiseQuantizer gptq(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid, Runnable pulse) {
    return of(weights, seeded, grid, Kind.LAYER, pulse);
  }

  /**
   * Returns a quantiser with error feedback that also refits all that is not rounded yet to the
   * outputs on the way: the fewest bytes. Networks of tens of thousands of weights and more take
   * minutes.
   *
   * @see #roundToNearest for the arguments
   */
  public static LayerwiseQuantizer gptqRefitted(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid) {
    return gptqRefitted(weights, seeded, grid, () -> {});
  }

  /**
   * The same, ended by whoever has enough.
   *
   * @param pulse run again and again, here and while weights are rounded: what it throws ends the
   *     work and reaches the caller
   */
  public static LayerwiseQuantizer gptqRefitted(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid, Runnable pulse) {
    return of(weights, seeded, grid, Kind.NETWORK, pulse);
  }

  private static LayerwiseQuantizer of(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid, Kind kind, Runnable pulse) {
    if (grid.dimensions() != weights.architecture().inputs()) {
      throw new IllegalArgumentException(
          weights.architecture()
              + " cannot be sampled on a grid of "
              + grid.dimensions()
              + " axes");
    }
    SirenWeights filled = seeded.fill(weights);
    for (int tensor = 0; tensor < filled.tensors().size(); tensor++) {
      Quantizer.requireFinite(tensor, filled.tensors().get(tensor));
    }
    return new LayerwiseQuantizer(filled, seeded, grid, kind, pulse);
  }

  /**
   * Returns the weights as symbols.
   *
   * @param scale above 0: rounding one weight adds about {@code scale^2 / 12} to the squared error
   *     of the outputs y, summed over the outputs, after all that makes up for it
   */
  public List<QuantizedTensor> quantize(double scale) {
    if (!(scale > 0 && scale <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("a scale of steps is finite and above 0, got " + scale);
    }
    if (!(refit instanceof NetworkRefit)) {
      return pass(scale, RoundingShares.even(layers.length));
    }
    RoundingShares shares = new RoundingShares(layers.length, network::error);
    pass(scale, shares);
    return pass(scale, shares);
  }

  private List<QuantizedTensor> pass(double scale, RoundingShares shares) {
    float[][] matrices = LayerMatrices.copy(layers);
    network.evaluate(matrices, 0, matrices.length);
    return List.copyOf(
        new RoundingPass(refit, gains, matrices, LayerMatrices.free(architecture, seeded))
            .run(scale, shares));
  }
}
