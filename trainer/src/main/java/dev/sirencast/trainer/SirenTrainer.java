package dev.sirencast.trainer;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fits the weights of a sine network to a signal. */
public final class SirenTrainer {
  private SirenTrainer() {}

  /**
   * Trains a network from the initial weights of the options' seed.
   *
   * <p>The same arguments give bit-identical weights on the same machine with the same number of
   * threads. A loss that stops being finite is no exception: the run ends, and the result holds the
   * best weights before that. Runs on several threads at once are safe; each has the threads that
   * its options say.
   *
   * @throws IllegalArgumentException if the architecture's inputs and outputs are not the signal's
   *     axes and components
   * @throws IllegalStateException if the options ask for a GPU and the engine sees none
   */
  public static TrainingResult train(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      TrainingListener listener) {
    return train(signal, architecture, options, listener, null);
  }

  /**
   * Goes on from a checkpoint, to the same bits as the run would have reached without stopping, on
   * the same machine with the same number of threads.
   *
   * @throws IllegalArgumentException if the checkpoint is of a run of another signal, network or
   *     options
   */
  public static TrainingResult resume(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      TrainingListener listener,
      TrainingCheckpoint checkpoint) {
    Objects.requireNonNull(checkpoint, "checkpoint");
    return train(signal, architecture, options, listener, checkpoint);
  }

  /**
   * Returns the name of the device that {@code wanted} means here, as in {@link
   * TrainingResult#device}: {@code cpu} or {@code gpu0}.
   *
   * @throws IllegalStateException if a GPU is wanted and the engine sees none
   */
  public static String deviceName(TrainingDevice wanted) {
    return DjlEngine.name(DjlEngine.get().device(wanted));
  }

  private static TrainingResult train(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      TrainingListener listener,
      @Nullable TrainingCheckpoint checkpoint) {
    requireFit(signal, architecture);
    Objects.requireNonNull(listener, "listener");
    DjlEngine engine = DjlEngine.get();
    Device device = engine.device(options.device());
    engine.useThreads(options.threads());
    try (NDManager manager = engine.newManager(device)) {
      TrainingRun run = new TrainingRun(manager, signal, architecture, options, listener);
      if (checkpoint != null) {
        run.restore(checkpoint);
      }
      return run.train();
    }
  }

  /** Refuses a network that is not of the signal's shape. */
  public static void requireFit(Signal signal, SirenArchitecture architecture) {
    int axes = signal.grid().dimensions();
    if (architecture.inputs() != axes || architecture.outputs() != signal.components()) {
      throw new IllegalArgumentException(
          "a signal of "
              + axes
              + " axes and "
              + signal.components()
              + " components needs a network of as many inputs and outputs, got "
              + architecture);
    }
  }
}
