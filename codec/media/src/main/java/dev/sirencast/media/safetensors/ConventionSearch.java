package dev.sirencast.media.safetensors;

import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.TileEvaluator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how weights are meant: every known convention is tried on two thousand points of the
 * picture that they stand for, and the one that fits best is taken.
 */
public final class ConventionSearch {
  /** Points that are compared, at most. */
  private static final int POINTS = 2048;

  /** Steps that fill a square evenly: 1 / g and 1 / g^2 with g^3 = g + 1. */
  private static final double COLUMN = 0.7548776662466927;

  private static final double ROW = 0.5698402909980532;

  /** A rarer convention is believed if it fits by so many decibels better. */
  private static final double MARGIN = 0.05;

  private final Signal picture;
  private final int[] points;

  private ConventionSearch(Signal picture) {
    this.picture = picture;
    int width = picture.grid().size(0);
    int height = picture.grid().size(1);
    points = new int[Math.min(POINTS, picture.grid().points())];
    boolean all = points.length == picture.grid().points();
    for (int i = 0; i < points.length; i++) {
      points[i] =
          all
              ? i
              : (int) (height * fraction(i * ROW)) * width + (int) (width * fraction(i * COLUMN));
    }
  }

  private static double fraction(double value) {
    return value - Math.floor(value);
  }

  /**
   * How a network is best understood.
   *
   * @param architecture its factors among them
   * @param psnr decibels of the points that were compared
   */
  public record Fit(SirenArchitecture architecture, NetworkConvention convention, double psnr) {}

  /**
   * Tries what is not known.
   *
   * @param picture that the network stands for, in its grid
   * @param found the weights, of a network of two inputs and the picture's components
   * @param architectures with the factors to try, the most frequent first
   * @param coordinates what is known of the inputs; null to try all
   * @param outputs of the outputs; null to try [-1, 1] and [0, 1]
   */
  public static Fit best(
      Signal picture,
      SirenTensors found,
      List<SirenArchitecture> architectures,
      @Nullable CoordinateConvention coordinates,
      @Nullable OutputRange outputs) {
    ConventionSearch search = new ConventionSearch(picture);
    Fit best = null;
    for (SirenArchitecture architecture : architectures) {
      SirenWeights weights = found.weights(architecture);
      for (CoordinateConvention inputs :
          coordinates == null ? CoordinateConvention.known() : List.of(coordinates)) {
        float[] raw = search.evaluate(inputs.toUsual(weights, picture.grid()));
        for (OutputRange range :
            outputs == null ? List.of(OutputRange.USUAL, OutputRange.UNIT) : List.of(outputs)) {
          double psnr = search.psnr(raw, range);
          if (best == null || psnr > best.psnr() + MARGIN) {
            best = new Fit(architecture, new NetworkConvention(inputs, range), psnr);
          }
        }
      }
    }
    return Objects.requireNonNull(best, "no architecture to try");
  }

  private float[] evaluate(SirenWeights weights) {
    TileEvaluator evaluator = SirenNetwork.of(weights).tileEvaluator();
    int outputs = weights.architecture().outputs();
    float[] raw = new float[points.length * outputs];
    double[][] coordinates = new double[2][TileEvaluator.POINTS];
    int width = picture.grid().size(0);
    for (int first = 0; first < points.length; first += TileEvaluator.POINTS) {
      int count = Math.min(TileEvaluator.POINTS, points.length - first);
      for (int i = 0; i < count; i++) {
        int point = points[first + i];
        coordinates[0][i] = picture.grid().coordinate(0, point % width);
        coordinates[1][i] = picture.grid().coordinate(1, point / width);
      }
      evaluator.evaluate(coordinates, count, raw, first * outputs);
    }
    return raw;
  }

  private double psnr(float[] raw, OutputRange range) {
    int components = picture.components();
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      double sample = (raw[i] - range.low()) / (range.high() - range.low());
      double clamped = Double.isFinite(sample) ? Math.max(0, Math.min(1, sample)) : 0.5;
      double error = clamped - picture.sample(points[i / components], i % components);
      sum += error * error;
    }
    return Psnr.fromMeanSquaredError(sum / raw.length);
  }
}
