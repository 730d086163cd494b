package dev.sirencast.encoder;

import dev.sirencast.encoder.rounding.ReconstructionPsnr;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.patch.BaseSignal;
import dev.sirencast.patch.PatchEnergy;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A base and networks of patches that are to become a stream. Immutable and thread-safe.
 *
 * @param description of the signal that they stand for
 * @param base the base network, rounded
 * @param origin of the base's weights, and the noise that all were trained to stand
 * @param weights of all networks, the base's as rounding leaves them; finite
 * @param order the patches that have a network, each once, those first that bring most
 * @param signal what the stream is compared with, on the description's grid
 * @param noiseSeed of the one draw of that noise that rounding is measured under
 */
public record PatchedSource(
    SignalDescription description,
    QuantizedNetwork base,
    WeightOrigin origin,
    PatchedWeights weights,
    List<Integer> order,
    Signal signal,
    long noiseSeed) {
  private static final int LEAST_BITS = 8;

  /** A PSNR of a base against itself before rounding that does not show. */
  private static final double NEAR = 65;

  /** Copies the list, and checks that the signal is the one that is described. */
  public PatchedSource {
    order = List.copyOf(order);
    if (!SignalDescription.of(signal).equals(description)) {
      throw new IllegalArgumentException(
          "the signal is " + SignalDescription.of(signal) + ", expected " + description);
    }
  }

  /**
   * Returns networks that were trained elsewhere: the base is rounded so finely that it does not
   * show, and patches are in the order of what they add to it.
   *
   * @param exact whether the weights are sent as they are, and so is the base
   * @param weights all, finite
   * @param noise that they were trained to stand
   * @param signal what is compared with; where there is none, what the weights themselves
   *     reconstruct
   * @param executor where other threads come from
   * @param threads threads at most, the calling one included, 1 or more
   */
  public static PatchedSource of(
      SignalDescription description,
      PatchedWeights weights,
      WeightNoise noise,
      Optional<Signal> signal,
      boolean exact,
      Executor executor,
      int threads) {
    QuantizedNetwork base = rounded(weights);
    return new PatchedSource(
        description,
        base,
        new WeightOrigin(SeededTensors.none(), noise, false),
        new PatchedWeights(
            exact ? weights.base() : base.dequantize(),
            weights.baseStep(),
            weights.grid(),
            weights.family(),
            weights.patches()),
        orderOf(weights),
        signal.orElseGet(
            () ->
                PatchedNetwork.of(weights)
                    .reconstruct(description.format(), description.grid(), executor, threads)),
        weights.family().seed());
  }

  /** The fewest bits at which the base is so near to what it was. */
  private static QuantizedNetwork rounded(PatchedWeights weights) {
    ReconstructionPsnr quality =
        ReconstructionPsnr.against(
            weights.base(), BaseSignal.grid(weights.grid().grid(), weights.baseStep()));
    int bits = LEAST_BITS;
    QuantizedNetwork base = Quantizer.quantize(weights.base(), bits);
    while (bits < QuantizedTensor.MAX_BITS && !(quality.applyAsDouble(base.dequantize()) >= NEAR)) {
      bits++;
      base = Quantizer.quantize(weights.base(), bits);
    }
    return base;
  }

  /** The patches that have a network, those first that add most to their base. */
  private static List<Integer> orderOf(PatchedWeights weights) {
    PatchEnergy energy = new PatchEnergy(weights.grid(), weights.family());
    List<Integer> order = new ArrayList<>();
    double[] added = new double[weights.patches().size()];
    for (int patch = 0; patch < added.length; patch++) {
      PatchWeights own = weights.patches().get(patch);
      if (own != null) {
        order.add(patch);
        added[patch] = energy.of(patch, own);
      }
    }
    order.sort(Comparator.comparingDouble(patch -> -added[patch]));
    return order;
  }
}
