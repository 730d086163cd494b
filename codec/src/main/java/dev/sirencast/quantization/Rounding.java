package dev.sirencast.quantization;

/** How weights were rounded. */
public enum Rounding {
  /** To one width for all hidden weights. */
  FIXED_WIDTH,
  /** Each by itself, with steps by what it does to the outputs. */
  PLAIN,
  /** Together, layer after layer, so that weights make up for each other. */
  COMPENSATED
}
