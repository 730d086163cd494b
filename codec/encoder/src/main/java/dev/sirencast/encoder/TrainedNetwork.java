package dev.sirencast.encoder;

import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A network that is to become a stream. Immutable and thread-safe.
 *
 * @param weights all of the network's, finite
 * @param origin where they come from: which are never sent, and the noise they were trained to
 *     stand
 * @param description of what the network stands for: its grid has an axis for each of the network's
 *     inputs, its samples a component for each output
 * @param signal what it is compared with, on the description's grid; where there is none, it is
 *     compared with what the weights themselves reconstruct
 */
public record TrainedNetwork(
    SirenWeights weights,
    WeightOrigin origin,
    SignalDescription description,
    Optional<Signal> signal) {
  /** Checks that the parts fit each other. */
  public TrainedNetwork {
    Objects.requireNonNull(origin, "origin");
    SirenArchitecture architecture = weights.architecture();
    if (architecture.inputs() != description.grid().dimensions()
        || architecture.outputs() != description.components()) {
      throw new IllegalArgumentException(
          "a network of "
              + architecture.inputs()
              + " inputs and "
              + architecture.outputs()
              + " outputs cannot stand for a signal of "
              + description.grid().dimensions()
              + " axes and "
              + description.components()
              + " components");
    }
    if (signal.isPresent() && !SignalDescription.of(signal.get()).equals(description)) {
      throw new IllegalArgumentException(
          "the signal is "
              + SignalDescription.of(signal.get())
              + ", expected what the description says: "
              + description);
    }
  }

  /** Returns a network without its signal: it is compared with what it reconstructs itself. */
  public static TrainedNetwork of(SirenWeights weights, SignalDescription description) {
    return new TrainedNetwork(weights, WeightOrigin.PLAIN, description, Optional.empty());
  }

  /** Returns a network that is compared with the signal it was trained on. */
  public static TrainedNetwork of(SirenWeights weights, Signal signal) {
    return new TrainedNetwork(
        weights, WeightOrigin.PLAIN, SignalDescription.of(signal), Optional.of(signal));
  }

  /** The tensors that are never sent. */
  public SeededTensors seeded() {
    return origin.seeded();
  }

  /** Whether the weights were trained to withstand noise, which GPTQ undoes. */
  public boolean isRobust() {
    return !origin.noise().isNone();
  }

  /** This network, decoded at its noise's mean or not. */
  public TrainedNetwork withMeanField(boolean meanField) {
    WeightOrigin other = new WeightOrigin(origin.seeded(), origin.noise(), meanField);
    return new TrainedNetwork(weights, other, description, signal);
  }

  /**
   * This network with rounded weights.
   *
   * @param tensors weight and bias of layer 0, of layer 1, and so on
   * @throws IllegalArgumentException if they are not this network's by their shapes
   */
  public QuantizedNetwork quantized(List<QuantizedTensor> tensors) {
    return new QuantizedNetwork(weights.architecture(), tensors, seeded());
  }
}
