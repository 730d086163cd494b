package dev.sirencast.trainer.stack;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.FitWorkspace;

/** Plain Java, one network after another. */
final class JavaStackEngine implements StackEngine {
  /** One: there is nothing to gain from more, and threads share single networks best. */
  @Override
  public int together(SirenArchitecture widest, int points) {
    return 1;
  }

  @Override
  public boolean takesBatches() {
    return true;
  }

  @Override
  public int workers(int threads) {
    return threads;
  }

  @Override
  public StackFitter fitter(int threads) {
    FitWorkspace workspace = new FitWorkspace();
    return (architecture, initial, points) ->
        JavaStack.begin(workspace.fitter(architecture), initial, points);
  }
}
