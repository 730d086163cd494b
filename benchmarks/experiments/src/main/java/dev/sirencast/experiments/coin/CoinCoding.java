package dev.sirencast.experiments.coin;

import java.util.Locale;

/** A way to store a network's weights. */
enum CoinCoding {
  /** Half-precision numbers as they are. */
  HALVES("COIN's 16 bits a weight"),
  /** Rounded until the picture is worse by 0.2 dB, entropy-coded, in packets. */
  ROUNDED("ours, 0.2 dB given up"),
  /** The same, as finely as the bytes of the small network in COIN's 16 bits allow. */
  FITTED("ours, in the bytes of COIN's 5x30");

  /** What {@link #ROUNDED} may lose. */
  static final double DROP = 0.2;

  private final String label;

  CoinCoding(String label) {
    this.label = label;
  }

  /** The name in files, such as {@code halves}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return label;
  }
}
