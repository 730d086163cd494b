package dev.sirencast.encoder.rounding;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;

/**
 * Rounded weights, and how near they came to what was asked for.
 *
 * @param tensors the rounded weights
 * @param rounding how they were rounded
 * @param bytes of the whole stream, by the size that was given to {@link RateControl}
 * @param psnr in decibels, by the quality that was given to it
 * @param target what was asked for
 * @param reached what the target's number became, in the same unit; for a lambda the sum that is
 *     smallest
 * @param met whether the target is met; false if nothing that was tried meets it, and the nearest
 *     is returned
 */
public record RateOutcome(
    List<QuantizedTensor> tensors,
    Rounding rounding,
    long bytes,
    double psnr,
    RateTarget target,
    double reached,
    boolean met) {
  /** Copies the list. */
  public RateOutcome {
    tensors = List.copyOf(tensors);
  }
}
