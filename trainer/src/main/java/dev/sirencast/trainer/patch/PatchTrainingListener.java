package dev.sirencast.trainer.patch;

/** Hears how the training of patches goes; called by all training threads. */
public interface PatchTrainingListener {
  /** Hears nothing. */
  PatchTrainingListener NONE = (done, patches) -> {};

  /** Hears that so many of the patches are done. */
  void onPatch(int done, int patches);

  /** Hears that so many of the patches that have a network are refined for their rounding. */
  default void onRefined(int done, int patches) {}

  /**
   * Whether to end early: the base is left as it is, and so are patches that have not begun: not
   * trained, they are left to the base.
   */
  default boolean stopRequested() {
    return false;
  }
}
