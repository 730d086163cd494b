package dev.sirencast.trainer;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenWeights;
import java.util.List;

/**
 * What rate tuning leaves.
 *
 * @param tensors the weights as symbols, those of seeded tensors as zeros that are never sent
 * @param weights the weights before their last rounding
 * @param psnr of the symbols' reconstruction against the target, in decibels on the whole grid
 * @param bitsPerWeight bits of a sent weight under a normal model of each tensor
 * @param steps gradient steps done
 */
public record RateTuned(
    List<QuantizedTensor> tensors,
    SirenWeights weights,
    double psnr,
    double bitsPerWeight,
    int steps) {
  /** Copies the list. */
  public RateTuned {
    tensors = List.copyOf(tensors);
  }
}
