package dev.sirencast.trainer.patch;

/** Hears how the training of patches goes; called by all training threads. */
public interface PatchTrainingListener {
  /** Hears nothing. */
  PatchTrainingListener NONE = (done, patches) -> {};

  /** Hears that so many of the base's steps have been taken. */
  default void onBase(int done, int steps) {}

  /** Hears that all widths have been tried on so many of some patches, which tell of all. */
  default void onTrial(int done, int patches) {}

  /** Hears that so many of the patches are done. */
  void onPatch(int done, int patches);

  /** Hears that so many of the patches that have a network are refined for their rounding. */
  default void onRefined(int done, int patches) {}

  /** Hears that weights are rounded and measured now, before they are refined or after. */
  default void onRounding() {}

  /**
   * Whether to end early: the base and what is being refined stay as they are, and patches whose
   * training has not ended are left to the base.
   */
  default boolean stopRequested() {
    return false;
  }
}
