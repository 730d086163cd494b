package dev.sirencast.receiver;

/**
 * How much of a tensor arrived. Immutable and thread-safe.
 *
 * @param name as in {@code layers.0.weight}
 * @param weights its weights
 * @param missing those of which nothing is known
 * @param coarse those of which only the highest bits are known
 * @param doubtful those out of packets with damaged bodies, most of them right
 * @param exact whether all are there and match the manifest's checksum
 */
public record TensorReception(
    String name, int weights, int missing, int coarse, int doubtful, boolean exact) {
  /** The share of the weights that are there in all their bits, damaged or not: 0 to 1. */
  public double completeness() {
    return 1 - (missing + coarse) / (double) weights;
  }
}
