package dev.sirencast.cli.encode;

import java.util.Locale;

/** How long patches are trained. */
public enum Effort {
  FAST,
  NORMAL,
  BEST;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
