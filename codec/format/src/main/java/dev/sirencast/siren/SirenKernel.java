package dev.sirencast.siren;

/**
 * A way to evaluate sine networks on this processor.
 *
 * <p>All kernels give the same bits: the first layer is {@link FirstLayer}'s code for all of them,
 * in boxes {@link BoxSines}' and a product and a fused multiply-add; a later neuron's sum starts at
 * 0, takes its inputs in order, each by one fused multiply-add, and its bias last; the sine is
 * {@link SinPi}'s sequence of operations. IEEE 754 fixes each of these, so only their order could
 * differ, and it is the same at every point whatever its neighbours. (The bias comes last because
 * it tends to be larger than the products: added first, it would make the rounding of every step
 * coarser.)
 *
 * <p>Immutable and thread-safe.
 */
interface SirenKernel {
  /** The kernel and its vector length in bits, as in {@code vector-512}, or {@code plain}. */
  String name();

  /** Returns scratch of its own for each thread that asks. */
  KernelScratch scratch();
}
