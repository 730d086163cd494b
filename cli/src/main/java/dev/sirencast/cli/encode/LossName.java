package dev.sirencast.cli.encode;

import java.util.Locale;

/** The losses that {@code --loss} knows. */
public enum LossName {
  MSE,
  L1,
  LIPSCHITZ,
  GRADIENT_NORM,
  GRADIENT_NORM_FD,
  GRADIENT_NORM_EQ9,
  NOISE_AWARE,
  LOCAL_NOISE,
  MOMENTS;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
