package dev.sirencast.siren;

/** One thread's memory for the evaluation of networks, of any shape in any order. */
interface KernelScratch {
  /** Writes a network's outputs as {@link TileEvaluator#evaluate} does. */
  void evaluate(PackedNetwork network, double[][] coordinates, int count, float[] out, int offset);

  /** What evaluates one network in this memory. */
  default TileEvaluator evaluator(PackedNetwork network) {
    return (coordinates, count, out, offset) -> evaluate(network, coordinates, count, out, offset);
  }
}
