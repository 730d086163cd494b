package dev.sirencast.encoder;

import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;
import java.util.Optional;

/**
 * Weights as symbols, and how they became so.
 *
 * @param tensors weight and bias of layer 0, of layer 1, and so on
 * @param how fixed_width, plain, compensated, refitted or tuned; or lossless, without symbols
 * @param target what was asked for; empty if nothing is rounded
 * @param met whether it was reached
 */
public record RoundedWeights(
    List<QuantizedTensor> tensors, String how, Optional<RateTarget> target, boolean met) {
  /** Copies the list. */
  public RoundedWeights {
    tensors = List.copyOf(tensors);
  }

  /** Weights that travel as they are. */
  static RoundedWeights lossless() {
    return new RoundedWeights(List.of(), "lossless", Optional.empty(), true);
  }
}
