package dev.sirencast.simulation;

import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import dev.sirencast.siren.noise.NormalDeviate;
import dev.sirencast.siren.noise.WeightPerturbation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Noise of analogue memory, in which a weight is the difference of two devices' conductances and
 * each tensor's greatest magnitude is the greatest conductance. Every tensor, biases too, is an
 * array of its own. The names are those of IBM's Analog Hardware Acceleration Kit.
 *
 * <p>Part of it is drawn when weights are written and stays; part is drawn anew at every read.
 * Immutable; a seed gives the same noise everywhere.
 */
public sealed interface Conductance extends WeightPerturbation
    permits Conductance.AddNormal,
        Conductance.MultNormal,
        Conductance.Stuck,
        Conductance.Drift,
        PhaseChangeMemory {

  /**
   * Replaces a tensor's values by what is read of them.
   *
   * @param greatest their greatest magnitude, above 0
   * @param kept draws what all reads have in common
   * @param anew draws what is this read's own
   */
  void read(float[] values, double greatest, SplittableRandom kept, SplittableRandom anew);

  /**
   * Returns what a read gives.
   *
   * @param seeded the tensors that are not kept there, and stay as they are
   * @param read its number, from 0
   */
  default SirenWeights read(SirenWeights weights, SeededTensors seeded, long seed, int read) {
    List<WeightTensor> tensors = new ArrayList<>(weights.tensors());
    for (int t = 0; t < tensors.size(); t++) {
      WeightTensor tensor = tensors.get(t);
      float[] values = tensor.toArray();
      double greatest = 0;
      for (float value : values) {
        greatest = Math.max(greatest, Math.abs(value));
      }
      if (seeded.contains(t) || greatest == 0) {
        continue;
      }
      long own = DerivedSeed.of(~seed, t);
      read(
          values,
          greatest,
          new SplittableRandom(own),
          new SplittableRandom(DerivedSeed.of(~own, read)));
      tensors.set(t, WeightTensor.of(tensor.rows(), tensor.columns(), values));
    }
    return SirenWeights.of(weights.architecture(), tensors);
  }

  @Override
  default SirenWeights apply(SirenWeights weights, long seed) {
    return apply(weights, SeededTensors.none(), seed);
  }

  @Override
  default SirenWeights apply(SirenWeights weights, SeededTensors seeded, long seed) {
    return read(weights, seeded, seed, 0);
  }

  /**
   * Additive noise at every read.
   *
   * @param deviation standard deviation over the greatest magnitude, 0 or more
   */
  record AddNormal(double deviation) implements Conductance {
    /** Checks the range. */
    public AddNormal {
      requireDeviation("add_normal", deviation);
    }

    @Override
    public void read(
        float[] values, double greatest, SplittableRandom kept, SplittableRandom anew) {
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (deviation * greatest * NormalDeviate.next(anew));
      }
    }

    @Override
    public String toString() {
      return "add_normal(std=" + deviation + ")";
    }
  }

  /**
   * Relative noise at every read.
   *
   * @param deviation standard deviation over each weight's own magnitude, 0 or more
   */
  record MultNormal(double deviation) implements Conductance {
    /** Checks the range. */
    public MultNormal {
      requireDeviation("mult_normal", deviation);
    }

    @Override
    public void read(
        float[] values, double greatest, SplittableRandom kept, SplittableRandom anew) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= (float) (1 + deviation * NormalDeviate.next(anew));
      }
    }

    @Override
    public String toString() {
      return "mult_normal(std=" + deviation + ")";
    }
  }

  /**
   * Devices that can no longer be written: the weight is 0, or the greatest magnitude of either
   * sign.
   *
   * @param zero probability of the first, 0 to 1
   * @param max probability of the second, 0 to 1; both together at most 1
   */
  record Stuck(double zero, double max) implements Conductance {
    /** Checks the ranges. */
    public Stuck {
      if (!(zero >= 0 && max >= 0 && zero + max <= 1)) {
        throw new IllegalArgumentException(
            "stuck has probabilities of 0 to 1, together too, got zero=" + zero + " max=" + max);
      }
    }

    @Override
    public void read(
        float[] values, double greatest, SplittableRandom kept, SplittableRandom anew) {
      for (int i = 0; i < values.length; i++) {
        double draw = kept.nextDouble();
        boolean negative = kept.nextBoolean();
        if (draw < zero) {
          values[i] = 0;
        } else if (draw < zero + max) {
          values[i] = (float) (negative ? -greatest : greatest);
        }
      }
    }

    @Override
    public String toString() {
      return "stuck(zero=" + zero + ",max=" + max + ")";
    }
  }

  /**
   * Conductances fall with time, by {@code (t / 20 s)^-nu}, each with a nu of its own.
   *
   * @param seconds t, since the weights were written; nothing falls in the first {@value
   *     PhaseChangeMemory#FIRST_READ} s
   * @param nu mean of nu, 0 or more
   * @param deviation standard deviation of nu, 0 or more; none falls below 0
   * @param compensated whether the reader multiplies each tensor by what its magnitudes fell by
   *     together
   */
  record Drift(double seconds, double nu, double deviation, boolean compensated)
      implements Conductance {
    /** Checks the ranges. */
    public Drift {
      requireTime(seconds);
      requireDeviation("drift's nu", nu);
      requireDeviation("drift's std", deviation);
    }

    @Override
    public void read(
        float[] values, double greatest, SplittableRandom kept, SplittableRandom anew) {
      double log = StrictMath.log(Math.max(1, seconds / PhaseChangeMemory.FIRST_READ));
      double before = magnitude(values);
      for (int i = 0; i < values.length; i++) {
        double own = Math.max(0, nu + deviation * NormalDeviate.next(kept));
        values[i] *= (float) StrictMath.exp(-own * log);
      }
      if (compensated) {
        scale(values, before);
      }
    }

    @Override
    public String toString() {
      return "drift(t="
          + PhaseChangeMemory.time(seconds)
          + ",nu="
          + nu
          + ",std="
          + deviation
          + (compensated ? ",compensation=global)" : ")");
    }
  }

  /** The sum of magnitudes. */
  static double magnitude(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /** Global drift compensation: magnitudes have the sum again that they had. */
  static void scale(float[] values, double before) {
    double after = magnitude(values);
    for (int i = 0; i < values.length && after > 0; i++) {
      values[i] *= (float) (before / after);
    }
  }

  private static void requireDeviation(String name, double value) {
    if (!(value >= 0 && value <= 100)) {
      throw new IllegalArgumentException(name + " must be 0 to 100, got " + value);
    }
  }

  /** Refuses times that no memory lives to see. */
  static void requireTime(double seconds) {
    if (!(seconds >= 0 && seconds <= 1e10)) {
      throw new IllegalArgumentException("t must be 0 to 1e10 seconds, got " + seconds);
    }
  }
}
