package dev.sirencast.encoder.protection;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.TensorSensitivity;
import java.util.List;

/**
 * Mean squared errors of the samples that errors of weights make, as long as they are small: by the
 * tensors' sensitivities, a quarter of the network's own squared error, on average over components.
 */
final class StreamErrors {
  private static final double FLIPPED = 1e-3;

  private final SirenArchitecture architecture;
  private final List<QuantizedTensor> tensors;
  private final SeededTensors seeded;
  private final double[] sensitivity;

  StreamErrors(UnprotectedStream stream) {
    this.architecture = stream.network().architecture();
    this.tensors = stream.network().tensors();
    this.seeded = stream.network().seeded();
    this.sensitivity = TensorSensitivity.of(stream.weights(), stream.signal().grid());
  }

  private interface Variance {
    double of(QuantizedTensor tensor);
  }

  private double sum(boolean matrices, boolean highPriority, Variance variance) {
    double sum = 0;
    for (int id = 0; id < tensors.size(); id++) {
      boolean isHidden = architecture.isHiddenMatrix(id);
      if (!seeded.contains(id) && (isHidden ? matrices : highPriority)) {
        sum += sensitivity[id] * variance.of(tensors.get(id));
      }
    }
    return sum / (4.0 * architecture.outputs());
  }

  /** Of rounding. */
  double rounding() {
    return sum(true, true, tensor -> square(tensor.step()) / 12);
  }

  /** Of damage to the high-priority class. */
  ClassErrors highPriority() {
    return new ClassErrors(
        sum(false, true, StreamErrors::power),
        sum(false, true, tensor -> flips(tensor, 0, tensor.bits() - 1)));
  }

  /** Of damage to the hidden weights, where so many of their lowest bits are elsewhere. */
  ClassErrors matrices(int lowBits) {
    return new ClassErrors(
        sum(true, false, StreamErrors::power),
        sum(true, false, tensor -> flips(tensor, lowBits, tensor.bits() - 1)));
  }

  /** Of damage to so many of the hidden weights' lowest bits. */
  ClassErrors low(int bits) {
    return new ClassErrors(
        sum(true, false, tensor -> square(tensor.step()) * (Math.pow(4, bits) - 1) / 12),
        sum(true, false, tensor -> flips(tensor, 0, bits)));
  }

  private static double flips(QuantizedTensor tensor, int from, int to) {
    double bits = square(tensor.step()) * (Math.pow(4, to) - Math.pow(4, from)) / 3;
    double sign = to == tensor.bits() - 1 ? 4 * power(tensor) : 0;
    return FLIPPED * (bits + sign);
  }

  private static double power(QuantizedTensor tensor) {
    double sum = 0;
    for (int i = 0; i < tensor.size(); i++) {
      sum += square((double) tensor.symbol(i));
    }
    return sum / tensor.size() * square(tensor.step());
  }

  private static double square(double value) {
    return value * value;
  }
}
