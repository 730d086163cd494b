package dev.sirencast.encoder;

import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;
import java.util.Optional;

/**
 * Weights as symbols, and how they became so. Immutable and thread-safe.
 *
 * @param tensors weight and bias of layer 0, of layer 1, and so on; empty if nothing is rounded
 * @param how fixed_width, round_to_nearest, gptq, gptq_refitted or tuned; or lossless, without
 *     symbols
 * @param target what was asked for; empty if nothing is rounded
 * @param met whether it was reached; if not, the symbols are the nearest that was found
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
