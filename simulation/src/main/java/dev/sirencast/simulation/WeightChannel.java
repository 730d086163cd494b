package dev.sirencast.simulation;

import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import dev.sirencast.siren.noise.Shrinkage;
import dev.sirencast.siren.noise.WeightPerturbation;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to decoded weights where they are kept or computed with: noises, and what a reader
 * does against them. Immutable and thread-safe; a seed gives the same weights everywhere.
 *
 * @param noises in the order in which they hit
 * @param reads how often the weights are read, 1 or more: the mean of all reads is taken. Noise of
 *     reading is drawn anew each time; what writing and ageing did stays as it is
 * @param shrinkage strength of the additive noise that the reader shrinks weights for, 0 for none
 */
public record WeightChannel(List<WeightPerturbation> noises, int reads, double shrinkage) {
  /** Weights stay as they are. */
  public static final WeightChannel CLEAN = new WeightChannel(List.of(), 1, 0);

  /** Copies the list. */
  public WeightChannel {
    noises = List.copyOf(noises);
    if (reads < 1) {
      throw new IllegalArgumentException("weights are read once or more, got " + reads);
    }
  }

  /** One read of weights under these noises. */
  public static WeightChannel of(List<WeightPerturbation> noises) {
    return new WeightChannel(noises, 1, 0);
  }

  /** Whether weights stay as they are. */
  public boolean isClean() {
    return noises.isEmpty();
  }

  /**
   * Returns what is read.
   *
   * @param seeded the tensors that are not sent, which are left as they are
   */
  public SirenWeights apply(SirenWeights weights, SeededTensors seeded, long seed) {
    SirenWeights read = reads == 1 ? read(weights, seeded, seed, 0) : mean(weights, seeded, seed);
    return shrinkage > 0 ? Shrinkage.estimate(read, seeded, shrinkage) : read;
  }

  /** As {@link WeightPerturbation#applyAll}, but that noise of reading follows the read too. */
  private SirenWeights read(SirenWeights weights, SeededTensors seeded, long seed, int read) {
    SirenWeights noisy = weights;
    for (int i = 0; i < noises.size(); i++) {
      WeightPerturbation noise = noises.get(i);
      long own = i == 0 ? seed : DerivedSeed.of(seed, i);
      if (noise instanceof Conductance memory) {
        noisy = memory.read(noisy, seeded, own, read);
      } else {
        boolean kept = read == 0 || noise instanceof WeightPerturbation.Mask;
        noisy = noise.apply(noisy, seeded, kept ? own : DerivedSeed.of(~own, read));
      }
    }
    return noisy;
  }

  private SirenWeights mean(SirenWeights weights, SeededTensors seeded, long seed) {
    double[] sums = new double[weights.architecture().parameters()];
    for (int read = 0; read < reads; read++) {
      float[] values = read(weights, seeded, seed, read).toFlatArray();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
    }
    float[] means = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      means[i] = (float) (sums[i] / reads);
    }
    SirenWeights mean = SirenWeights.ofFlat(weights.architecture(), means);
    List<WeightTensor> tensors = new ArrayList<>(mean.tensors());
    for (int tensor : seeded.tensors()) {
      tensors.set(tensor, weights.tensors().get(tensor)); // sums of floats would round them
    }
    return SirenWeights.of(weights.architecture(), tensors);
  }
}
