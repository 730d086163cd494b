package dev.sirencast.siren;

/**
 * {@code sin(pi z)} in float, the activation of a {@link PackedLayer}.
 *
 * <p>With {@code u = z - 2 round(z / 2)}, exact and in [-1, 1], {@code sin(pi z) = sin(pi u) = u (1
 * - u^2) P(u^2)}: the odd factor holds the zeros at 0 and +-1, so no parity is needed and the
 * result never leaves [-1, 1]. P has degree 5; its coefficients are a minimax fit, rounded to float
 * one after another with the rest refitted (7.4e-9 away from sin(pi u)).
 *
 * <p>The largest error is 1.6e-7 (about 1.3 units in the last place of 1), its root mean square
 * 3.4e-8. The steps are written in the order in which the kernel on vectors takes them, so that
 * both round alike.
 */
final class SinPi {
  /** {@link #fast} holds for {@code |z|} below this: 2^23, from where on every float is whole. */
  static final float RANGE = 0x1p23f;

  /** 1.5 * 2^23: adding it to |x| &lt; 2^22 and taking it away again rounds x to a whole number. */
  static final float ROUND = 0x1.8p23f;

  static final float P0 = 0x1.921fb6p1f;
  static final float P1 = -0x1.0357f8p1f;
  static final float P2 = 0x1.0c50f4p-1f;
  static final float P3 = -0x1.342ffap-4f;
  static final float P4 = 0x1.c5d7a8p-8f;
  static final float P5 = -0x1.b1e2acp-12f;

  private SinPi() {}

  /** Returns {@code sin(pi z)} for {@code |z| < RANGE}; NaN gives NaN. */
  static float fast(float z) {
    float k = Math.fma(z, 0.5f, ROUND) - ROUND;
    float u = Math.fma(k, -2f, z);
    float v = u * u;
    float w = Math.fma(-u, u, 1f);
    float p = Math.fma(Math.fma(Math.fma(P5, v, P4), v, P3), v, P2);
    return u * w * Math.fma(Math.fma(p, v, P1), v, P0);
  }

  /** Returns {@code sin(pi z)} for every z: 0 from RANGE on; NaN and infinity give NaN. */
  static float checked(float z) {
    return Math.abs(z) < RANGE ? fast(z) : z * 0f;
  }

  /**
   * Replaces {@code count} pre-activations from {@code first} on by their {@link #checked} sine.
   */
  static void checked(float[] values, int first, int count) {
    for (int i = first; i < first + count; i++) {
      values[i] = checked(values[i]);
    }
  }
}
