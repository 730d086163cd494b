package dev.sirencast.siren;

/** One thread's memory for the evaluation of networks, of any shape in any order. */
interface KernelScratch {
  /** Writes a network's outputs as {@link TileEvaluator#evaluate} does. */
  void evaluate(PackedNetwork network, double[][] coordinates, int count, float[] out, int offset);

  /** Returns tables for boxes, padded as this kernel reads them. */
  BoxSines boxSines();

  /**
   * Writes a network's outputs at the points of a box, interleaved, rows one after another.
   *
   * @param first the network's first layer there
   * @param stride from where a row's outputs begin to where the next one's do
   */
  void evaluate(PackedNetwork network, BoxSines first, float[] out, int offset, int stride);

  /** What evaluates one network in this memory. */
  default TileEvaluator evaluator(PackedNetwork network) {
    return (coordinates, count, out, offset) -> evaluate(network, coordinates, count, out, offset);
  }
}
