package dev.sirencast.siren;

import java.util.List;

/**
 * A way to evaluate sine networks on this processor.
 *
 * <p>All kernels give the same bits: a neuron's sum starts with its bias and takes its inputs in
 * order, each by one fused multiply-add, and the sine is {@link SinPi}'s sequence of operations.
 * IEEE 754 fixes each of these, so only their order could differ, and it is the same at every point
 * whatever its neighbours. Immutable and thread-safe.
 */
interface SirenKernel {
  /** The kernel and its vector length in bits, as in {@code vector-512}, or {@code plain}. */
  String name();

  /** Returns an evaluator of its own for each thread that asks. */
  TileEvaluator evaluator(List<FoldedLayer> layers);
}
