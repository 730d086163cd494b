package dev.sirencast.codec;

import java.util.Locale;

/** How a stream's symbols become bytes. */
public enum Lane {
  /**
   * A sign and a magnitude in a fixed number of bits: a flipped bit damages one symbol, so that
   * damaged packets are of use. Bends where others break.
   */
  FIXED_WIDTH,
  /**
   * Entropy-coded under a model of each tensor's symbols that the manifest carries: the fewest
   * bytes. Every packet stands alone, but one flipped bit spoils all of its packet that follows, so
   * damaged packets are never delivered.
   */
  COMPACT;

  /** The name on a command line: {@code fixed} or {@code compact}. */
  public String label() {
    return this == FIXED_WIDTH ? "fixed" : name().toLowerCase(Locale.ROOT);
  }
}
