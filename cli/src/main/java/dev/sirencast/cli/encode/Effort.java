package dev.sirencast.cli.encode;

import java.util.Locale;

/** How long patches are trained. */
public enum Effort {
  FAST,
  NORMAL,
  BEST;

  /** What to ask for where this was not enough. */
  String more() {
    return this == FAST ? "--effort normal" : this == NORMAL ? "--effort best" : "a higher --psnr";
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
