package dev.sirencast.siren;

import java.util.Arrays;
import java.util.List;

/**
 * All weights of a sine network, in the parametrisation {@code sin(omega0 (W x + b))}.
 *
 * <p>Tensor {@code 2 l} is the weight matrix of layer l (rows x columns of the architecture) and
 * tensor {@code 2 l + 1} its bias. Immutable and thread-safe.
 */
public final class SirenWeights {
  private final SirenArchitecture architecture;
  private final List<WeightTensor> tensors;

  private SirenWeights(SirenArchitecture architecture, List<WeightTensor> tensors) {
    this.architecture = architecture;
    this.tensors = tensors;
  }

  /**
   * Returns the weights made of these tensors.
   *
   * @throws IllegalArgumentException if a tensor's shape is not the architecture's
   */
  public static SirenWeights of(SirenArchitecture architecture, List<WeightTensor> tensors) {
    if (tensors.size() != architecture.tensors()) {
      throw new IllegalArgumentException(
          architecture + " has " + architecture.tensors() + " tensors, got " + tensors.size());
    }
    for (int id = 0; id < tensors.size(); id++) {
      WeightTensor tensor = tensors.get(id);
      int rows = architecture.tensorRows(id);
      int columns = architecture.tensorColumns(id);
      if (tensor.rows() != rows || tensor.columns() != columns) {
        throw new IllegalArgumentException(
            "tensor "
                + name(id)
                + " of "
                + architecture
                + " is "
                + rows
                + "x"
                + columns
                + ", got "
                + tensor.rows()
                + "x"
                + tensor.columns());
      }
    }
    return new SirenWeights(architecture, List.copyOf(tensors));
  }

  /** Returns the weights held one tensor after another in {@code flat}. */
  public static SirenWeights ofFlat(SirenArchitecture architecture, float[] flat) {
    if (flat.length != architecture.parameters()) {
      throw new IllegalArgumentException(
          architecture + " has " + architecture.parameters() + " weights, got " + flat.length);
    }
    WeightTensor[] tensors = new WeightTensor[architecture.tensors()];
    int offset = 0;
    for (int id = 0; id < tensors.length; id++) {
      int rows = architecture.tensorRows(id);
      int columns = architecture.tensorColumns(id);
      int end = offset + rows * columns;
      tensors[id] = WeightTensor.of(rows, columns, Arrays.copyOfRange(flat, offset, end));
      offset = end;
    }
    return new SirenWeights(architecture, List.of(tensors));
  }

  /** The name of a tensor, as in {@code layers.0.weight}. */
  public static String name(int tensor) {
    return "layers."
        + SirenArchitecture.layerOf(tensor)
        + (SirenArchitecture.isMatrix(tensor) ? ".weight" : ".bias");
  }

  /** The network's shape. */
  public SirenArchitecture architecture() {
    return architecture;
  }

  /** All tensors: weight and bias of layer 0, of layer 1, and so on. */
  public List<WeightTensor> tensors() {
    return tensors;
  }

  /** The weight matrix of a layer, rows x columns. */
  public WeightTensor weight(int layer) {
    return tensors.get(SirenArchitecture.weightId(layer));
  }

  /** The bias of a layer, rows x 1. */
  public WeightTensor bias(int layer) {
    return tensors.get(SirenArchitecture.biasId(layer));
  }

  /** A copy of all values, one tensor after another. */
  public float[] toFlatArray() {
    float[] flat = new float[architecture.parameters()];
    int offset = 0;
    for (WeightTensor tensor : tensors) {
      tensor.copyTo(flat, offset);
      offset += tensor.size();
    }
    return flat;
  }
}
