package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Shows how many patches are trained. */
public record PatchBar(ProgressDisplay display, BooleanSupplier stop)
    implements PatchTrainingListener {
  @Override
  public void onPatch(int done, int patches) {
    synchronized (display) {
      display.update(done, String.format(Locale.ROOT, "of %,d", patches));
    }
  }

  @Override
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }
}
