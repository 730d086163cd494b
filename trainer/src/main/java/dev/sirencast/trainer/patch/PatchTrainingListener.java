package dev.sirencast.trainer.patch;

/** Hears how the training of patches goes; called by all training threads. */
public interface PatchTrainingListener {
  /** Hears nothing. */
  PatchTrainingListener NONE = (done, patches) -> {};

  /** Hears that so many of the patches are done. */
  void onPatch(int done, int patches);

  /** Whether to leave the patches that have not begun to the base. */
  default boolean stopRequested() {
    return false;
  }
}
