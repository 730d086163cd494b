package dev.sirencast.cli;

import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingProgress;
import java.util.Locale;

/** Shows how far weights and their rounding have been trained together. */
final class TuningBar implements TrainingListener {
  private final ProgressDisplay display;
  private final int steps;

  TuningBar(ProgressDisplay display, int steps) {
    this.display = display;
    this.steps = steps;
  }

  @Override
  public void onProgress(TrainingProgress progress) {
    display.update(
        Math.min(steps, progress.step()),
        String.format(
            Locale.ROOT,
            "tuning, %.2f bits a weight  PSNR %.2f dB",
            progress.trainingLoss(),
            progress.batchPsnr()));
  }
}
