package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.EncoderProgress;
import dev.sirencast.encoder.EncoderProgress.Phase;
import java.util.Locale;

/** Shows how far weights and their rounding have been trained together. */
public final class TuningBar implements EncoderListener {
  private final ProgressDisplay display;
  private final int steps;

  public TuningBar(ProgressDisplay display, int steps) {
    this.display = display;
    this.steps = steps;
  }

  @Override
  public void onProgress(EncoderProgress progress) {
    boolean tuning = progress.phase() == Phase.TUNING;
    display.update(
        tuning ? Math.min(steps, progress.done()) : 0,
        String.format(
            Locale.ROOT,
            "%s, %.2f bits a weight  PSNR %.2f dB",
            tuning ? "tuning" : "rounding",
            progress.bitsPerWeight(),
            progress.psnr()));
  }
}
