package dev.sirencast.experiments.lab;

import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;

/** PSNR of weights against the signal they stand for: peak 1 on samples in [0, 1], clamped. */
public final class Decibels {
  /** What the same error comes to with peak 1 on data in [-1, 1]: -6.02 dB. */
  public static final double PAPER_OFFSET = -20 * Math.log10(2);

  /** A network is flat where its clean PSNR is within this of the signal's mean's. */
  private static final double FLAT_MARGIN = 1;

  private Decibels() {}

  public static double of(Signal signal, SirenWeights weights, int threads) {
    float[] outputs =
        SirenNetwork.of(weights).evaluate(signal.grid(), ForkJoinPool.commonPool(), threads);
    float[] samples = signal.toArray();
    double sum = 0;
    for (int i = 0; i < samples.length; i++) {
      double error = SirenNetwork.sample(outputs[i]) - samples[i];
      sum += error * error;
    }
    return Psnr.fromMeanSquaredError(sum / samples.length);
  }

  /** What is wrong with networks that have so many decibels without noise; empty if nothing. */
  static String failure(Signal signal, double clean) {
    return clean < ofMean(signal) + FLAT_MARGIN ? "learned no more than the mean" : "";
  }

  /** The PSNR of a signal that is everywhere what this one is on average. */
  static double ofMean(Signal signal) {
    int components = signal.components();
    float[] samples = signal.toArray();
    double[] mean = new double[components];
    for (int i = 0; i < samples.length; i++) {
      mean[i % components] += samples[i] / (double) signal.grid().points();
    }
    double sum = 0;
    for (int i = 0; i < samples.length; i++) {
      double error = mean[i % components] - samples[i];
      sum += error * error;
    }
    return Psnr.fromMeanSquaredError(sum / samples.length);
  }

  public static String text(double decibels) {
    return String.format(Locale.ROOT, "%.2f", decibels);
  }

  /** With its sign, which a difference needs. */
  public static String gain(double decibels) {
    return String.format(Locale.ROOT, "%+.2f", decibels);
  }
}
