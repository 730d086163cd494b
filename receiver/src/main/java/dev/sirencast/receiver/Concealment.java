package dev.sirencast.receiver;

import java.util.Locale;

/** What stands in for a weight that is lost. */
public enum Concealment {
  /** Zero: the connection is cut, as if it were not there. */
  ZERO,
  /** The mean of the tensor's weights that arrived. */
  MEAN,
  /**
   * What is to be expected of it, given the tensor's distribution and those of its highest bits
   * that arrived.
   */
  POSTERIOR;

  /** The name on a command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
