package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import java.util.HashMap;
import java.util.Map;

/** A thread's memory for fits: a fitter for each architecture that it met. */
public final class FitWorkspace {
  private final Map<SirenArchitecture, NetworkFitter> fitters = new HashMap<>();

  /** An empty one. */
  public FitWorkspace() {}

  /** Returns this thread's fitter for an architecture. */
  public NetworkFitter fitter(SirenArchitecture architecture) {
    return fitters.computeIfAbsent(architecture, NetworkFitter::new);
  }
}
