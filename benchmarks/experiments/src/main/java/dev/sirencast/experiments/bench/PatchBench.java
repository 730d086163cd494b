package dev.sirencast.experiments.bench;

import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.patch.PatchTrainer;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Trains a signal in patches of several sizes, widths and numbers of steps.
 *
 * @param signal a picture
 * @param executor where other threads come from
 * @param threads threads at most, the calling one included, 1 or more
 */
public record PatchBench(Signal signal, Executor executor, int threads) {
  /** Trains one case. */
  public PatchRow row(PatchCase how, PatchTrainingListener listener) {
    long start = System.nanoTime();
    PatchTrainingOptions options = how.options(signal);
    PatchTrainer trainer = new PatchTrainer(signal, options, executor, threads);
    PatchedWeights weights = trainer.patches(trainer.base(), listener).weights();
    double seconds = (System.nanoTime() - start) * 1e-9;
    Signal decoded =
        PatchedNetwork.of(weights).reconstruct(signal.format(), signal.grid(), executor, threads);
    return new PatchRow(
        how,
        weights.weights(),
        work(weights, how.steps()),
        seconds,
        Psnr.decibels(signal, decoded));
  }

  private static double work(PatchedWeights weights, int steps) {
    List<PatchWeights> patches = weights.patches();
    double sum = 0;
    for (int patch = 0; patch < patches.size(); patch++) {
      PatchWeights own = patches.get(patch);
      if (own != null) {
        sum +=
            StepWork.operations(
                weights.family().architecture(own.width()), weights.grid().window(patch).points());
      }
    }
    return steps * sum * 1e-12;
  }
}
