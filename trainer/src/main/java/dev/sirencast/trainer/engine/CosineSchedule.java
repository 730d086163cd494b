package dev.sirencast.trainer.engine;

/**
 * A learning rate that falls from {@code start} to 0 along half a cosine (Loshchilov and Hutter,
 * "SGDR", 2017, Eq. 5, without restarts).
 *
 * <p>Step i of n, counted from 0, has the rate {@code start (1 + cos(pi i / n)) / 2}: the first
 * step has the full rate, and 0 is reached where step n would be, so that no step is wasted.
 *
 * @param start the first step's rate
 * @param steps the number of steps n
 */
public record CosineSchedule(double start, int steps) {

  /** The rate of a step, counted from 0. */
  public double rate(int step) {
    return start * (1 + Math.cos(Math.PI * step / steps)) / 2;
  }
}
