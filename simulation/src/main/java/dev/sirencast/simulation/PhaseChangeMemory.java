package dev.sirencast.simulation;

import dev.sirencast.siren.noise.NormalDeviate;
import java.util.SplittableRandom;

/**
 * Pairs of phase-change memory cells some time after they were written: programming noise, drift
 * and accumulated 1/f noise of reading, all of which depend on the conductance.
 *
 * <p>The statistics were measured on a million cells by Nandakumar et al., "Phase-change memory
 * models for deep learning training and inference", ICECS 2019, with a greatest conductance of 25
 * microsiemens; the figures below are theirs. A weight is written as the conductance of one cell of
 * its pair, and 0 into the other, which is as noisy.
 *
 * @param seconds since the weights were written, 0 to 1e10; the first read is {@value #FIRST_READ}
 *     s later
 * @param compensated whether the reader multiplies each tensor by what its magnitudes fell by
 *     together
 */
public record PhaseChangeMemory(double seconds, boolean compensated) implements Conductance {
  /** Seconds after writing at which a cell is first read, from which it drifts. */
  static final double FIRST_READ = 20;

  private static final double READ_SECONDS = 250e-9;

  /** Microsiemens that the programming noise was measured with. */
  private static final double GREATEST = 25;

  /** Checks the range. */
  public PhaseChangeMemory {
    Conductance.requireTime(seconds);
  }

  @Override
  public void read(float[] values, double greatest, SplittableRandom kept, SplittableRandom anew) {
    double before = Conductance.magnitude(values);
    double time = seconds + FIRST_READ;
    double drifting = StrictMath.log(time / FIRST_READ);
    double reading = Math.sqrt(StrictMath.log((time + READ_SECONDS) / (2 * READ_SECONDS)));
    for (int i = 0; i < values.length; i++) {
      double target = values[i] / greatest;
      double up = cell(Math.max(0, target), drifting, reading, kept, anew);
      double down = cell(Math.max(0, -target), drifting, reading, kept, anew);
      values[i] = (float) ((up - down) * greatest);
    }
    if (compensated) {
      Conductance.scale(values, before);
    }
  }

  /** A cell's conductance over the greatest. */
  private static double cell(
      double target,
      double drifting,
      double reading,
      SplittableRandom kept,
      SplittableRandom anew) {
    double programming = (0.26348 + (1.9650 - 1.1731 * target) * target) / GREATEST;
    double written = Math.max(0, target + programming * NormalDeviate.next(kept));
    double log = StrictMath.log(Math.max(1e-7, target));
    double nu = clamp(-0.0155 * log + 0.0244, 0.049, 0.1);
    double spread = clamp(-0.0125 * log - 0.0059, 0.008, 0.045);
    double drifted =
        written * StrictMath.exp(-Math.abs(nu + spread * NormalDeviate.next(kept)) * drifting);
    double noise = Math.min(0.2, 0.0088 / Math.max(1e-3, StrictMath.pow(written, 0.65)));
    return Math.max(0, drifted * (1 + noise * reading * NormalDeviate.next(anew)));
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  /** A time as it is written: in the largest unit that leaves it whole. */
  static String time(double seconds) {
    return seconds > 0 && seconds % 86_400 == 0
        ? Math.round(seconds / 86_400) + "d"
        : seconds > 0 && seconds % 3_600 == 0 ? Math.round(seconds / 3_600) + "h" : seconds + "s";
  }

  @Override
  public String toString() {
    return "pcm(t=" + time(seconds) + (compensated ? ",compensation=global)" : ")");
  }
}
