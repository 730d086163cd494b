package dev.sirencast.cli.reproduce;

/** What the decibels of a report are. */
final class DecibelsText {
  static final String CONVENTIONS =
      "PSNR. *Clean* and *under noise* have peak 1 on samples in [0, 1], the reconstruction clamped."
          + " *Paper's convention* is the same error with peak 1 on data in [-1, 1], 6.02 dB less:"
          + " the paper does not state its peak, and its figures fit that one. *Under noise* is the"
          + " mean over seeds and draws, *deviation* the standard deviation of one draw.";

  private DecibelsText() {}
}
