package dev.sirencast.trainer.torch;

import ai.djl.ndarray.NDArray;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.NoiseSource;
import org.jspecify.annotations.Nullable;

/**
 * One draw of noise on all weights that are sent: {@code w -> f w + a}.
 *
 * @param scale f for each parameter, or null if it is 1
 * @param shift a for each parameter, or null if it is 0
 */
public record WeightDraw(@Nullable NDArray scale, @Nullable NDArray shift) {

  /**
   * Draws noise on all weights that are sent.
   *
   * @param noise what is drawn, the strength of a mixture included
   */
  public static WeightDraw of(FoldedParameters network, NoiseSource source, WeightNoise noise) {
    int count = network.architecture().parameters();
    NDArray shift = null;
    NDArray scale = null;
    if (noise.sigma() > 0) {
      shift = own(network, source.deviates(network.manager(), count).mul((float) noise.sigma()));
      shift.muli(network.sent());
    }
    if (noise.relative() > 0 || noise.mask() > 0) {
      // f - 1, brought to 0 where nothing is sent.
      NDArray change = network.manager().zeros(network.sent().getShape());
      if (noise.relative() > 0) {
        change.addi(
            own(network, source.deviates(network.manager(), count).mul((float) noise.relative())));
      }
      if (noise.mask() > 0) {
        NDArray kept = NoiseSource.mask(network.manager(), source.random(), count, noise.mask());
        change.addi(1f).muli(kept).subi(1f);
      }
      scale = change.muli(network.sent()).addi(1f);
    }
    return new WeightDraw(scale, shift);
  }

  /** A result belongs to its left operand's manager, here that of the pool, which outlives it. */
  private static NDArray own(FoldedParameters network, NDArray result) {
    result.attach(network.manager());
    return result;
  }

  /**
   * Returns the noisy parameters.
   *
   * @param sign 1, or -1 for the additive part's opposite
   */
  public NDArray apply(FoldedParameters network, int sign) {
    NDArray noisy = network.parameters().duplicate();
    noisy.attach(network.manager());
    if (scale != null) {
      noisy.muli(scale);
    }
    if (shift != null) {
      noisy = sign > 0 ? noisy.addi(shift) : noisy.subi(shift);
    }
    return noisy;
  }

  /** Turns a gradient by the noisy parameters, in place, into one by the parameters. */
  NDArray pullBack(NDArray gradient) {
    return scale == null ? gradient : gradient.muli(scale);
  }
}
