package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.EncoderProgress;
import dev.sirencast.encoder.EncoderProgress.Phase;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Shows how far weights and their rounding have been trained together. */
public final class TuningBar implements EncoderListener {
  private final ProgressDisplay display;
  private final int steps;
  private final BooleanSupplier cancelled;

  public TuningBar(ProgressDisplay display, int steps) {
    this(display, steps, () -> false);
  }

  /** A bar of an encoding that ends when it is cancelled. */
  TuningBar(ProgressDisplay display, int steps, BooleanSupplier cancelled) {
    this.display = display;
    this.steps = steps;
    this.cancelled = cancelled;
  }

  @Override
  public boolean isCancelled() {
    return cancelled.getAsBoolean();
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
            Locale.ROOT, "%.2f bits a weight  %.2f dB", progress.bitsPerWeight(), progress.psnr()));
  }
}
