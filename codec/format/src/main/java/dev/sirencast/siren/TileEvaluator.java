package dev.sirencast.siren;

/** Evaluates a network on one tile of points after another. Not thread-safe: it owns scratch. */
public interface TileEvaluator {
  /**
   * The most points in a tile. A layer's activations then fit in a processor's second-level cache
   * for the widths in use (1 MiB for both sides of a layer of 256), and a loop over a row is long
   * enough to pay for its start and end.
   */
  int POINTS = 512;

  /**
   * Writes the network's outputs at {@code count} points, interleaved, to {@code out}.
   *
   * @param coordinates one row of {@value #POINTS} numbers in [-1, 1] per input; those from {@code
   *     count} on do not matter
   * @param count 1 to {@value #POINTS}
   */
  void evaluate(double[][] coordinates, int count, float[] out, int offset);
}
