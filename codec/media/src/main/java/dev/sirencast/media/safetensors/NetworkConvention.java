package dev.sirencast.media.safetensors;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenWeights;

/**
 * How the weights of a picture's network are meant: programs differ, and their files do not say so.
 * Immutable and thread-safe.
 *
 * @param coordinates what the inputs are
 * @param outputs what the outputs stand for
 */
public record NetworkConvention(CoordinateConvention coordinates, OutputRange outputs) {
  /** That of a stream. */
  public static final NetworkConvention USUAL =
      new NetworkConvention(CoordinateConvention.USUAL, OutputRange.USUAL);

  /**
   * Returns the weights of the network that gives the same picture in the usual convention. Only
   * the first and the last layer change.
   *
   * @param weights a network's of two inputs
   * @param grid the picture's
   */
  public SirenWeights toUsual(SirenWeights weights, CoordinateGrid grid) {
    return outputs.toUsual(coordinates.toUsual(weights, grid));
  }

  /** As in {@code coordinates yx, outputs 0..1}. */
  @Override
  public String toString() {
    return "coordinates " + coordinates + ", outputs " + outputs;
  }
}
