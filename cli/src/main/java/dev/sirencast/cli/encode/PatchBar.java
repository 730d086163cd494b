package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import java.util.function.BooleanSupplier;

/** Shows how far base and patches are trained. */
public record PatchBar(ProgressDisplay display, BooleanSupplier stop)
    implements PatchTrainingListener {
  @Override
  public void onBase(int done, int steps) {
    display.phase("base", steps, "steps");
    display.update(done, "");
  }

  @Override
  public void onTrial(int done, int patches) {
    display.phase("trying", patches, "patches");
    display.update(done, "");
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
  public void onRounding() {
    display.phase("rounding", 0, "");
    display.update(0, "");
  }

  @Override
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }
}
