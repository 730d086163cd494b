package dev.sirencast.trainer.rate;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;

/**
 * The best symbols that rate tuning came by.
 *
 * @param tensors the weights as symbols, those of seeded tensors as zeros that are never sent
 * @param psnr of their reconstruction in decibels, as the budget measures it
 * @param bytes they take, as the budget measures it
 * @param met whether these are within the budget; if nothing was, these are the fewest
 * @param steps gradient steps done
 */
public record RateTuned(
    List<QuantizedTensor> tensors, double psnr, long bytes, boolean met, int steps) {
  /** Copies the list. */
  public RateTuned {
    tensors = List.copyOf(tensors);
  }
}
