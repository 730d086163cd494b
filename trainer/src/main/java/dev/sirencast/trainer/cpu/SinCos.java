package dev.sirencast.trainer.cpu;

/**
 * The sine and the cosine of {@code 2 pi t} in float, for phases t in turns.
 *
 * <p>With {@code u = t - round(t)}, exact and in [-1/2, 1/2], {@code s = sin(pi u) = u P(u^2)} and
 * {@code c = -cos(pi u) = Q(u^2)}: half the angle, whose polynomials are short. Then {@code sin(2
 * pi t) = -2 s c} and {@code cos(2 pi t) = 1 - 2 s^2}. P and Q have degree 4; their coefficients
 * are minimax fits, rounded to float one after another with the rest refitted (7.6e-9 and 6.2e-8
 * away).
 *
 * <p>The largest error is below 6e-7 for {@code |t| < 2^22}. From there on a phase says nothing any
 * more, and neither does the result. The vector kernel takes the same steps in the same order.
 */
final class SinCos {
  /** 1.5 * 2^23: adding it to |t| &lt; 2^22 and taking it away again rounds t to a whole number. */
  static final float ROUND = 0x1.8p23f;

  static final float P0 = 0x1.921fb4p1f;
  static final float P1 = -0x1.4abba2p2f;
  static final float P2 = 0x1.466504p1f;
  static final float P3 = -0x1.31fbfp-1f;
  static final float P4 = 0x1.3911f8p-4f;

  static final float Q0 = -0x1.fffffep-1f;
  static final float Q1 = 0x1.3bd39cp2f;
  static final float Q2 = -0x1.03bc26p2f;
  static final float Q3 = 0x1.54dcap0f;
  static final float Q4 = -0x1.c02a34p-3f;

  private SinCos() {}

  /** What is left of a phase without its whole turns. */
  static float reduced(float turns) {
    return turns - (turns + ROUND - ROUND);
  }

  /** {@code sin(pi u)}. */
  static float halfSine(float u) {
    float v = u * u;
    float p = Math.fma(Math.fma(P4, v, P3), v, P2);
    return u * Math.fma(Math.fma(p, v, P1), v, P0);
  }

  /** {@code -cos(pi u)}. */
  static float minusHalfCosine(float u) {
    float v = u * u;
    float q = Math.fma(Math.fma(Q4, v, Q3), v, Q2);
    return Math.fma(Math.fma(q, v, Q1), v, Q0);
  }

  /** {@code sin(2 pi t)}. */
  static float sine(float turns) {
    float u = reduced(turns);
    float s = halfSine(u);
    return s * -2f * minusHalfCosine(u);
  }

  /** {@code cos(2 pi t)}. */
  static float cosine(float turns) {
    float s = halfSine(reduced(turns));
    return Math.fma(s * -2f, s, 1f);
  }
}
