package dev.sirencast.siren;

/**
 * Evaluates one network after another, with scratch that all of them share: what is set up for a
 * network of a few hundred weights is little beside a tile of points. Not thread-safe.
 */
public final class SmallNetworks {
  private final KernelScratch scratch;

  private SmallNetworks(SirenKernel kernel) {
    this.scratch = kernel.scratch();
  }

  /** Returns what evaluates networks on the kernel of this process. */
  public static SmallNetworks create() {
    return new SmallNetworks(KernelProvider.kernel());
  }

  /** Returns what evaluates a network, in turns with others or alone. */
  public TileEvaluator of(SirenWeights weights) {
    return scratch.evaluator(PackedNetwork.of(weights));
  }
}
