package dev.sirencast.cli;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingOutcome;
import dev.sirencast.trainer.TrainingProgress;
import dev.sirencast.trainer.TrainingResult;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Trains a network while a progress bar shows how it goes. */
final class Training {
  private Training() {}

  /**
   * Trains, and returns the best weights, early if {@code stop} says so.
   *
   * @throws CommandException if the loss stopped being finite, or the device is not there
   */
  static TrainingResult run(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      BooleanSupplier stop,
      ProgressDisplay display) {
    TrainingResult result;
    try {
      result =
          SirenTrainer.train(signal, architecture, options, new DisplayListener(stop, display));
    } catch (IllegalStateException e) {
      throw CommandException.failure(e.getMessage(), e);
    }
    if (result.outcome() == TrainingOutcome.DIVERGED) {
      throw CommandException.failure(
          String.format(
              Locale.ROOT,
              "training diverged at step %d (loss %s); use a smaller --learning-rate or --lambda",
              result.steps(),
              result.trainingLoss()),
          null);
    }
    return result;
  }

  private record DisplayListener(BooleanSupplier stop, ProgressDisplay display)
      implements TrainingListener {
    @Override
    public void onProgress(TrainingProgress progress) {
      double psnr = Double.isNaN(progress.gridPsnr()) ? progress.batchPsnr() : progress.gridPsnr();
      display.update(
          progress.step(),
          String.format(Locale.ROOT, "loss %.2e  PSNR %.2f dB", progress.trainingLoss(), psnr));
    }

    @Override
    public boolean stopRequested() {
      return stop.getAsBoolean();
    }
  }
}
