package dev.sirencast.encoder;

import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import java.util.List;
import java.util.Optional;

/**
 * A network that is to become a stream. Immutable and thread-safe.
 *
 * @param weights all of the network's
 * @param origin where they come from: which are never sent, and the noise they were trained to
 *     stand
 * @param description of what the network stands for
 * @param signal what it is compared with, on the description's grid; where there is none, it is
 *     compared with what the weights themselves reconstruct
 */
public record TrainedNetwork(
    SirenWeights weights,
    WeightOrigin origin,
    SignalDescription description,
    Optional<Signal> signal) {

  /** The tensors that are never sent. */
  public SeededTensors seeded() {
    return origin.seeded();
  }

  /** Whether the weights were trained to stand noise, which compensated rounding undoes. */
  public boolean isRobust() {
    return !origin.noise().isNone();
  }

  /** This network, decoded at its noise's mean or not. */
  public TrainedNetwork withMeanField(boolean meanField) {
    WeightOrigin other = new WeightOrigin(origin.seeded(), origin.noise(), meanField);
    return new TrainedNetwork(weights, other, description, signal);
  }

  /** This network with rounded weights. */
  public QuantizedNetwork quantized(List<QuantizedTensor> tensors) {
    return new QuantizedNetwork(weights.architecture(), tensors, seeded());
  }
}
