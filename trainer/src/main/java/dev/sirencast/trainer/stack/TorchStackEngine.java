package dev.sirencast.trainer.stack;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.TrainingDevice;

/** PyTorch through DJL: batched products over the networks of a stack. */
final class TorchStackEngine implements StackEngine {
  /** Values of one layer's activations that the networks of a stack have together, on a CPU. */
  private static final long CPU_VALUES = 1 << 18;

  /** The same on a GPU, where a step keeps about ten times as many, in four bytes each. */
  private static final long GPU_VALUES = 1 << 25;

  private final Device device;
  private final NDManager manager;

  private TorchStackEngine(Device device, NDManager manager) {
    this.device = device;
    this.manager = manager;
  }

  static TorchStackEngine on(TrainingDevice wanted) {
    DjlEngine engine = DjlEngine.get();
    Device device = engine.device(wanted);
    return new TorchStackEngine(device, engine.newManager(device));
  }

  @Override
  public int together(SirenArchitecture widest, int points) {
    long values = device.isGpu() ? GPU_VALUES : CPU_VALUES;
    return (int) Math.max(1, values / ((long) widest.hiddenFeatures() * points));
  }

  /** All on a processor, where an operation on small arrays is no work for two; one for a GPU. */
  @Override
  public boolean takesBatches() {
    return false;
  }

  @Override
  public int workers(int threads) {
    return device.isGpu() ? 1 : threads;
  }

  @Override
  public StackFitter fitter(int threads) {
    DjlEngine.get().useThreads(threads);
    return (architecture, initial, points) ->
        TorchStack.begin(manager, architecture, initial, points);
  }
}
