package dev.sirencast.quantization;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A network whose weights are whole numbers of steps. Immutable and thread-safe.
 *
 * @param architecture the network's shape
 * @param tensors weight and bias of layer 0, of layer 1, and so on; those of seeded tensors are
 *     placeholders of the right shape
 * @param seeded the tensors that are never sent: a seed says their values
 */
public record QuantizedNetwork(
    SirenArchitecture architecture, List<QuantizedTensor> tensors, SeededTensors seeded) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape than the
   *     architecture's
   */
  public QuantizedNetwork {
    Objects.requireNonNull(seeded, "seeded");
    tensors = List.copyOf(tensors);
    if (tensors.size() != architecture.tensors()) {
      throw new IllegalArgumentException(
          architecture + " has " + architecture.tensors() + " tensors, got " + tensors.size());
    }
    for (int id = 0; id < tensors.size(); id++) {
      requireShape(architecture, id, tensors.get(id));
    }
  }

  /** Returns a network of which all tensors are sent. */
  public static QuantizedNetwork of(SirenArchitecture architecture, List<QuantizedTensor> tensors) {
    return new QuantizedNetwork(architecture, tensors, SeededTensors.none());
  }

  private static void requireShape(SirenArchitecture architecture, int id, QuantizedTensor tensor) {
    int rows = architecture.tensorRows(id);
    int columns = architecture.tensorColumns(id);
    if (tensor.rows() != rows || tensor.columns() != columns) {
      throw new IllegalArgumentException(
          String.format(
              "%s is %dx%d, got %dx%d",
              SirenWeights.name(id), rows, columns, tensor.rows(), tensor.columns()));
    }
  }

  /** The bits of the narrowest hidden matrix that is sent; empty if none is. */
  public OptionalInt narrowestBits() {
    return IntStream.range(0, tensors.size())
        .filter(architecture::isHiddenMatrix)
        .filter(id -> !seeded.contains(id))
        .map(id -> tensors.get(id).bits())
        .min();
  }

  /**
   * Returns all weights that a receiver has, in float32: symbols times steps, and what is seeded.
   */
  public SirenWeights dequantize() {
    return seeded.fill(
        SirenWeights.of(architecture, tensors.stream().map(QuantizedTensor::dequantize).toList()));
  }
}
