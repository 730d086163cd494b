package dev.sirencast.cli.encode;

import java.util.Locale;

/** How long patches are trained. */
enum Effort {
  FAST,
  NORMAL,
  BEST;

  /** The name on the command line. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
