package dev.sirencast.trainer;

import dev.sirencast.siren.SirenWeights;
import java.util.function.Supplier;

/** The weights with the highest PSNR among those offered; the initial ones until there are any. */
final class BestWeights {
  private SirenWeights weights;
  private double psnr = Double.NEGATIVE_INFINITY;

  BestWeights(SirenWeights initial) {
    this.weights = initial;
  }

  /** Takes the offered weights if their PSNR is a number above that of the weights held. */
  void offer(double offeredPsnr, Supplier<SirenWeights> offered) {
    if (offeredPsnr > psnr) {
      psnr = offeredPsnr;
      weights = offered.get();
    }
  }

  /** The best weights. */
  SirenWeights weights() {
    return weights;
  }

  /** Their PSNR in decibels; negative infinity for initial weights that nobody has evaluated. */
  double psnr() {
    return psnr;
  }

  /** Goes back to weights that were held before. */
  void restore(double savedPsnr, SirenWeights saved) {
    psnr = savedPsnr;
    weights = saved;
  }
}
