package dev.sirencast.cli.options;

/** What {@code --protect} may be. */
public enum PlannedProtection {
  /** No repair packets. */
  NONE,
  /** Against flipped bits, a little. */
  BITS,
  /** As much as a channel calls for. */
  AUTO
}
