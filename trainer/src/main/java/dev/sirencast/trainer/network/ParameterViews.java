package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.List;

/**
 * One vector of all parameters and, on the same memory, a matrix or vector per tensor.
 *
 * <p>The order is that of {@link SirenWeights}: W0, b0, W1, b1, and so on. Writing in place through
 * a view writes the vector. The engine's {@code set} and {@code copyTo} must not be used on either:
 * they give the array new memory and cut its views loose.
 */
public final class ParameterViews {
  private final NDArray flat;
  private final List<NDArray> tensors;

  private ParameterViews(NDArray flat, List<NDArray> tensors) {
    this.flat = flat;
    this.tensors = tensors;
  }

  /** Returns views of {@code flat} that live as long as it does. */
  static ParameterViews of(SirenArchitecture architecture, NDArray flat) {
    List<NDArray> tensors = new ArrayList<>(architecture.tensors());
    long offset = 0;
    for (int id = 0; id < architecture.tensors(); id++) {
      long rows = architecture.tensorRows(id);
      long columns = architecture.tensorColumns(id);
      long end = offset + rows * columns;
      NDArray slice = flat.get(new NDIndex().addSliceDim(offset, end));
      tensors.add(SirenArchitecture.isMatrix(id) ? slice.reshape(rows, columns) : slice);
      offset = end;
    }
    return new ParameterViews(flat, tensors);
  }

  /** Returns these views with others for the first layer, which are no part of the vector. */
  ParameterViews withFirstLayer(NDArray weight, NDArray bias) {
    List<NDArray> others = new ArrayList<>(tensors);
    others.set(0, weight);
    others.set(1, bias);
    return new ParameterViews(flat, others);
  }

  /** All parameters. */
  public NDArray flat() {
    return flat;
  }

  /** A layer's weights, rows x columns. */
  public NDArray weight(int layer) {
    return tensors.get(SirenArchitecture.weightId(layer));
  }

  /** A layer's bias, one value per row. */
  NDArray bias(int layer) {
    return tensors.get(SirenArchitecture.biasId(layer));
  }

  /** Writes values into a vector in place, so that its views see them. */
  public static void fill(NDArray vector, float[] values) {
    try (NDArray created = vector.getManager().create(values)) {
      vector.muli(0f).addi(created);
    }
  }
}
