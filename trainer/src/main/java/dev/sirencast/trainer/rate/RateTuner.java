package dev.sirencast.trainer.rate;

import dev.sirencast.encoder.rounding.layerwise.BiasPhases;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.engine.StepEngine;
import dev.sirencast.trainer.engine.StepProblem;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.plain.PlainEngine;
import dev.sirencast.trainer.torch.TorchEngine;
import java.util.List;

/**
 * Rate-aware fine-tuning of trained weights and of the steps they are rounded with, for a better
 * picture in fewer bytes.
 *
 * <p>What is minimised is distortion plus lambda times rate. Uniform noise of a step stands in for
 * rounding, and the differential entropy of noisy values for their code length (Balle, Laparra and
 * Simoncelli, "End-to-end optimized image compression", 2017); towards the end weights are rounded
 * in every step. The density is the continuous form of the coder's own model of symbols, {@link
 * dev.sirencast.entropy.SymbolDensity}.
 *
 * <p>The target is the signal or, where that is not at hand, what the weights themselves
 * reconstruct: a network is its own teacher.
 */
public final class RateTuner {
  private RateTuner() {}

  /**
   * Runs to the last step, or until the listener asks to stop. The same arguments give the same
   * bits on one machine; with PyTorch, with one number of threads.
   *
   * @param target what the rounded weights should reconstruct
   * @param start the weights to begin with
   * @param seeded tensors that are left as they are and never sent
   * @param rounded the start rounded: gives the steps to begin with, which are made finer where
   *     there are less than three bits a weight; the aim falls from there to the budget. A tensor
   *     without a step stays zero
   * @param budget what the symbols may take
   * @throws IllegalArgumentException if the weights are not of the target's shape
   */
  public static RateTuned tune(
      Signal target,
      SirenWeights start,
      SeededTensors seeded,
      List<QuantizedTensor> rounded,
      RateBudget budget,
      RateTuning tuning,
      RateTuningListener listener) {
    SirenTrainer.requireFit(target, start.architecture());
    SirenWeights reduced = BiasPhases.reduce(seeded.fill(start), seeded);
    StepProblem problem =
        new StepProblem(
            target,
            new ParameterSpace(start.architecture(), seeded),
            seeded.fill(reduced),
            TrainingLoss.mse(),
            tuning.seed());
    try (StepEngine engine = engine(problem, tuning)) {
      return new RateTuningRun(engine, problem, rounded, budget, tuning).run(listener);
    }
  }

  private static StepEngine engine(StepProblem problem, RateTuning tuning) {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withDevice(tuning.device())
            .withEngine(tuning.engine())
            .withThreads(tuning.threads());
    return SirenTrainer.engine(options) == TrainingEngine.TORCH
        ? TorchEngine.open(problem, options.tileSize(), options.device(), options.threads())
        : PlainEngine.open(problem, options.threads());
  }
}
