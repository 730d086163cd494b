package dev.sirencast.trainer.rate;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenWeights;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The bytes that tuned weights may take, and how they are measured.
 *
 * @param bytes the most, 1 or more
 * @param size the bytes of a whole stream of some tensors
 * @param psnr the quality of rounded weights in decibels
 */
public record RateBudget(
    long bytes, ToLongFunction<List<QuantizedTensor>> size, ToDoubleFunction<SirenWeights> psnr) {
  /** Checks the range. */
  public RateBudget {
    if (bytes < 1) {
      throw new IllegalArgumentException("a budget has 1 byte or more, got " + bytes);
    }
  }
}
