package dev.sirencast.rounding;

/** How weights were rounded. */
public enum Rounding {
  /** To one width for all hidden weights. */
  FIXED_WIDTH,
  /** Each by itself, with steps by what it does to the outputs. */
  PLAIN,
  /** Together, layer after layer, so that weights make up for each other. */
  COMPENSATED,
  /**
   * Together as well, and all that is not rounded yet refitted to the outputs on the way: the
   * fewest bytes, for seconds on networks of thousands of weights and minutes on larger ones.
   */
  REFITTED
}
