package dev.sirencast.trainer;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.engine.StepEngine;
import dev.sirencast.trainer.engine.StepProblem;
import dev.sirencast.trainer.plain.PlainEngine;
import dev.sirencast.trainer.torch.TorchEngine;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fits the weights of a sine network to a signal. */
public final class SirenTrainer {
  private SirenTrainer() {}

  /**
   * Trains a network from the initial weights of the options' seed.
   *
   * <p>The same arguments give bit-identical weights on the same machine; with {@link
   * TrainingEngine#TORCH}, with the same number of threads. A loss that stops being finite is no
   * exception: the run ends, and the result holds the best weights before that. Runs on several
   * threads at once are safe; each has the threads that its options say; {@link
   * TrainingEngine#JAVA} takes them from the common pool.
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
   * the same machine, as {@link #train} says.
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
   * Returns the engine that options mean here: JAVA or TORCH.
   *
   * @throws IllegalStateException if a GPU is wanted and the engine sees none
   */
  public static TrainingEngine engine(TrainingOptions options) {
    return EngineChoice.of(options.engine(), options.device());
  }

  /**
   * Returns the name of the device that options mean here, as in {@link TrainingResult#device}:
   * {@code cpu} or {@code gpu0}.
   *
   * @throws IllegalStateException if a GPU is wanted and the engine sees none
   */
  public static String deviceName(TrainingOptions options) {
    return EngineChoice.device(engine(options), options.device());
  }

  private static TrainingResult train(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      TrainingListener listener,
      @Nullable TrainingCheckpoint checkpoint) {
    requireFit(signal, architecture);
    Objects.requireNonNull(listener, "listener");
    TrainingEngine kind = engine(options);
    StepProblem problem = problem(signal, architecture, options);
    try (StepEngine engine = open(kind, problem, options)) {
      TrainingRun run = new TrainingRun(engine, kind, problem, options, listener);
      if (checkpoint != null) {
        run.restore(checkpoint);
      }
      return run.train();
    }
  }

  private static StepProblem problem(
      Signal signal, SirenArchitecture architecture, TrainingOptions options) {
    SeededTensors seeded = options.seeding().tensors(architecture, options.seed());
    SirenWeights initial =
        options
            .initialScale()
            .apply(SirenInitializer.initialize(architecture, options.seed()), seeded);
    return new StepProblem(
        signal, new ParameterSpace(architecture, seeded), initial, options.loss(), options.seed());
  }

  private static StepEngine open(
      TrainingEngine kind, StepProblem problem, TrainingOptions options) {
    if (kind == TrainingEngine.TORCH) {
      return TorchEngine.open(problem, options.tileSize(), options.device(), options.threads());
    }
    return PlainEngine.open(problem, options.threads());
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
