package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.EncoderProgress;
import dev.sirencast.encoder.EncoderProgress.Phase;
import java.util.Locale;

/** Shows how far weights and their rounding have been trained together. */
public final class TuningBar implements EncoderListener {
  private final ProgressDisplay display;
  private final int steps;
  private final QualityScale scale;

  public TuningBar(ProgressDisplay display, int steps, QualityScale scale) {
    this.display = display;
    this.steps = steps;
    this.scale = scale;
  }

  @Override
  public void onProgress(EncoderProgress progress) {
    boolean tuning = progress.phase() == Phase.TUNING;
    display.update(
        tuning ? Math.min(steps, progress.done()) : 0,
        String.format(
            Locale.ROOT,
            "%s, %.2f bits a weight  %s %s",
            tuning ? "tuning" : "rounding",
            progress.bitsPerWeight(),
            scale.label(),
            QualityScale.text(scale.lead(progress.psnr()))));
  }
}
