package dev.sirencast.encoder.rounding;

/** How weights were rounded. */
public enum Rounding {
  /** To one width for all hidden weights. */
  FIXED_WIDTH,
  /**
   * Each by itself, with steps by what it does to the outputs, to the nearest number or next to it
   * where that saves enough bits (rate-distortion optimised quantisation).
   */
  ROUND_TO_NEAREST,
  /** Together, layer after layer, with error feedback (GPTQ, Frantar et al., 2023). */
  GPTQ,
  /**
   * With error feedback, and all that is not rounded yet refitted to the outputs on the way: the
   * fewest bytes, for seconds on networks of thousands of weights and minutes on larger ones.
   */
  GPTQ_REFITTED
}
