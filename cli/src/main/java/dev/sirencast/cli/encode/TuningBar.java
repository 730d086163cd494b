package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.EncoderProgress;
import dev.sirencast.encoder.EncoderProgress.Phase;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Shows how far weights and their rounding have been trained together. */
public final class TuningBar implements EncoderListener {
  private final ProgressDisplay display;
  private final int steps;
  private final QualityScale scale;
  private final BooleanSupplier hurried;

  public TuningBar(ProgressDisplay display, int steps, QualityScale scale) {
    this(display, steps, scale, () -> false);
  }

  /** A bar of an encoding that may have to end soon. */
  public TuningBar(
      ProgressDisplay display, int steps, QualityScale scale, BooleanSupplier hurried) {
    this.display = display;
    this.steps = steps;
    this.scale = scale;
    this.hurried = hurried;
  }

  @Override
  public boolean isHurried() {
    return hurried.getAsBoolean();
  }

  @Override
  public void onProgress(EncoderProgress progress) {
    boolean tuning = progress.phase() == Phase.TUNING;
    if (tuning) {
      display.phase("tuning", steps, "steps");
    } else {
      display.phase("rounding", 0, "tries");
    }
    display.update(
        tuning ? Math.min(steps, progress.done()) : progress.done(),
        String.format(
            Locale.ROOT,
            "%.2f bits a weight  %s %s",
            progress.bitsPerWeight(),
            scale.label(),
            QualityScale.text(scale.lead(progress.psnr()))));
  }
}
