package dev.sirencast.experiments.coin;

import dev.sirencast.siren.SirenArchitecture;

/** The networks of COIN's two middle rates (Dupont et al. 2021, omega0 30 throughout). */
enum CoinNetwork {
  /** 3,903 weights. */
  SMALL("5x30", 5, 30),
  /** 7,479 weights. */
  LARGE("10x28", 10, 28);

  /** COIN stores each weight as half-precision number, without an entropy coder. */
  private static final int BYTES_PER_WEIGHT = 2;

  private static final double OMEGA0 = 30;

  private final String label;
  private final SirenArchitecture architecture;

  CoinNetwork(String label, int sineLayers, int features) {
    this.label = label;
    this.architecture = new SirenArchitecture(2, features, sineLayers - 1, 3, OMEGA0, OMEGA0);
  }

  /** Sine layers and their width, such as {@code 5x30}. */
  String label() {
    return label;
  }

  SirenArchitecture architecture() {
    return architecture;
  }

  /** What COIN counts for it: 16 bits a weight, and nothing else. */
  long coinBytes() {
    return (long) BYTES_PER_WEIGHT * architecture.parameters();
  }
}
