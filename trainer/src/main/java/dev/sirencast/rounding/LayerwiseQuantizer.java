package dev.sirencast.rounding;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds a network's weights for a stream that is entropy-coded: with steps that make every weight
 * do the outputs equal harm, plainly or layer after layer so that weights make up for each other.
 *
 * <p>Nothing but the network is needed: what it is compared with is its own outputs at up to 4,096
 * points of the grid. Compensated rounding refits each layer to what the float network's makes of
 * the same points, given what the rounded layers before it deliver, and rounds a row's weights
 * together; at equal steps its error is smaller. Networks that were trained to stand noise on their
 * weights are the exception: the refit leaves the plateau they lie on.
 *
 * <p>Deterministic, the same on all machines. Immutable and thread-safe; holds a few numbers for
 * each point and feature.
 */
public final class LayerwiseQuantizer {
  private final SirenWeights weights;
  private final SeededTensors seeded;
  private final SampledNetwork network;
  private final double[][] targets;
  private final LayerSteps steps;

  private LayerwiseQuantizer(SirenWeights weights, SeededTensors seeded, CoordinateGrid grid) {
    this.weights = weights;
    this.seeded = seeded;
    this.network = new SampledNetwork(weights, grid);
    this.targets = network.preActivations();
    this.steps = LayerSteps.of(weights, seeded, network, targets);
  }

  /**
   * Returns the quantiser of a network.
   *
   * @param seeded tensors that are never sent; their weights are the seed's
   * @param grid where the network is evaluated
   * @throws IllegalArgumentException if a weight is not finite, or the grid's axes are not the
   *     network's inputs
   */
  public static LayerwiseQuantizer of(
      SirenWeights weights, SeededTensors seeded, CoordinateGrid grid) {
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
    return new LayerwiseQuantizer(filled, seeded, grid);
  }

  /**
   * Returns every weight rounded by itself, to one of its two nearest symbols.
   *
   * @param scale above 0: rounding one weight adds about {@code scale^2 / 12} to the squared error
   *     of the outputs y, summed over the outputs
   */
  public List<QuantizedTensor> plain(double scale) {
    requireScale(scale);
    List<QuantizedTensor> rounded = new ArrayList<>();
    for (int tensor = 0; tensor < weights.tensors().size(); tensor++) {
      float step = seeded.contains(tensor) ? 0 : steps.plain(tensor, scale);
      rounded.add(PlainRounding.cheap(weights.tensors().get(tensor), step));
    }
    return List.copyOf(rounded);
  }

  /**
   * Returns the weights rounded with compensation.
   *
   * @param scale above 0, as for plain rounding, of what is left when the weights have made up for
   *     each other
   */
  public List<QuantizedTensor> compensated(double scale) {
    requireScale(scale);
    SirenArchitecture architecture = weights.architecture();
    List<QuantizedTensor> rounded = new ArrayList<>();
    double[] h = network.points();
    for (int layer = 0; layer < architecture.layers(); layer++) {
      rounded.addAll(
          roundLayer(layer, List.of(start(2 * layer, scale), start(2 * layer + 1, scale)), h));
      if (architecture.isSine(layer)) {
        LayerMatrix made = LayerMatrix.of(value(rounded, 2 * layer), value(rounded, 2 * layer + 1));
        h = network.activate(layer, made.times(h));
      }
    }
    return List.copyOf(rounded);
  }

  private QuantizedTensor start(int tensor, double scale) {
    float step = seeded.contains(tensor) ? 0 : steps.compensated(tensor, scale);
    return PlainRounding.nearest(weights.tensors().get(tensor), step);
  }

  private static void requireScale(double scale) {
    if (!(scale > 0 && scale < Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a scale of steps is finite and above 0, got " + scale);
    }
  }

  private WeightTensor value(List<QuantizedTensor> rounded, int tensor) {
    return seeded.contains(tensor)
        ? weights.tensors().get(tensor)
        : rounded.get(tensor).dequantize();
  }

  private List<QuantizedTensor> roundLayer(int layer, List<QuantizedTensor> plain, double[] h) {
    LayerMatrix matrix = network.layer(layer);
    int bias = matrix.inputs() - 1;
    FreeInputs free = freeInputs(plain, layer, matrix.inputs());
    if (free.size() == 0) {
      return plain;
    }
    RoundedLayer rounding = new RoundedLayer(matrix, free, h);
    SymbolGrid[] grids = new SymbolGrid[free.size()];
    for (int i = 0; i < grids.length; i++) {
      grids[i] = SymbolGrid.of(plain.get(free.first() + i == bias ? 1 : 0), rounding.meanPivot());
    }
    int[][] symbols = rounding.round(h, targets[layer], grids);
    return List.of(
        free.first() < bias ? symbols(plain.get(0), symbols, 0) : plain.get(0),
        free.end() > bias ? symbols(plain.get(1), symbols, free.size() - 1) : plain.get(1));
  }

  /** A tensor of zeros has no step to be rounded with: it stays as it is, as a seeded one does. */
  private FreeInputs freeInputs(List<QuantizedTensor> plain, int layer, int inputs) {
    List<Integer> fixed = new ArrayList<>(seeded.tensors());
    for (int i = 0; i < 2; i++) {
      if (plain.get(i).step() == 0) {
        fixed.add(2 * layer + i);
      }
    }
    return FreeInputs.of(new SeededTensors(seeded.seed(), fixed), layer, inputs);
  }

  private static QuantizedTensor symbols(QuantizedTensor plain, int[][] symbols, int first) {
    short[] flat = new short[plain.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (short) symbols[i / plain.columns()][first + i % plain.columns()];
    }
    return PlainRounding.tensor(plain.rows(), plain.columns(), plain.step(), flat);
  }
}
