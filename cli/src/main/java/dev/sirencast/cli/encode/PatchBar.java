package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import java.util.function.BooleanSupplier;

/** Shows how many patches are trained. */
public record PatchBar(ProgressDisplay display, BooleanSupplier stop)
    implements PatchTrainingListener {
  /** Says what comes before the patches: the base. */
  public PatchBar {
    display.phase("base", 0, "networks");
    display.update(0, "");
  }

  @Override
  public void onPatch(int done, int patches) {
    display.phase("training", patches, "patches");
    display.update(done, "");
  }

  @Override
  public void onRefined(int done, int patches) {
    display.phase("refining", patches, "patches");
    display.update(done, "");
  }

  @Override
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }
}
