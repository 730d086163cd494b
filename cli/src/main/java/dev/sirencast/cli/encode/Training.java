package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingCheckpoint;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingOutcome;
import dev.sirencast.trainer.TrainingProgress;
import dev.sirencast.trainer.TrainingResult;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Trains a network while a progress bar shows how it goes. */
public final class Training {
  private Training() {}

  /**
   * Trains, and returns the best weights, early if {@code stop} says so.
   *
   * @throws CommandException if the loss stopped being finite, or the device is not there
   */
  public static TrainingResult run(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      BooleanSupplier stop,
      ProgressDisplay display) {
    return run(
        signal,
        architecture,
        options,
        stop,
        display,
        Optional.empty(),
        CheckpointOptions.Keeper.none());
  }

  /**
   * Trains, from a checkpoint if there is one, and keeps checkpoints on the way.
   *
   * @throws CommandException if the loss stopped being finite, the device is not there, or the
   *     checkpoint is of another run
   */
  public static TrainingResult run(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      BooleanSupplier stop,
      ProgressDisplay display,
      Optional<TrainingCheckpoint> saved,
      CheckpointOptions.Keeper keeper) {
    TrainingListener listener = new DisplayListener(stop, display, keeper, QualityScale.of(signal));
    TrainingResult result;
    try {
      result =
          saved.isPresent()
              ? SirenTrainer.resume(signal, architecture, options, listener, saved.get())
              : SirenTrainer.train(signal, architecture, options, listener);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
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

  private record DisplayListener(
      BooleanSupplier stop,
      ProgressDisplay display,
      CheckpointOptions.Keeper keeper,
      QualityScale scale)
      implements TrainingListener {
    @Override
    public boolean checkpointRequested() {
      return keeper.isDue();
    }

    @Override
    public void onCheckpoint(TrainingCheckpoint checkpoint) {
      keeper.keep(checkpoint);
    }

    @Override
    public void onProgress(TrainingProgress progress) {
      double psnr = Double.isNaN(progress.gridPsnr()) ? progress.batchPsnr() : progress.gridPsnr();
      display.update(
          progress.step(),
          String.format(
              Locale.ROOT,
              "loss %.2e  %s %s",
              progress.trainingLoss(),
              scale.label(),
              QualityScale.text(scale.lead(psnr))));
    }

    @Override
    public boolean stopRequested() {
      return stop.getAsBoolean();
    }
  }
}
