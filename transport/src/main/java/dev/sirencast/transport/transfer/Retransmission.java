package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.TimeoutRange;
import java.time.Duration;

/**
 * How often a sender over UDP asks its receiver what is missing, and sends that again. Immutable.
 *
 * <p>Whatever the receiver claims, no frame is sent more than {@code rounds} times again, so that
 * this is also the most by which a receiver can multiply the traffic.
 *
 * @param rounds the most rounds, 1 to 100
 * @param delay no round begins later than this after the last frame; 1 ms to 1 day
 */
public record Retransmission(int rounds, Duration delay) {
  private static final int MAX_ROUNDS = 100;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public Retransmission {
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException(
          "retransmission has 1 to " + MAX_ROUNDS + " rounds, got " + rounds);
    }
    TimeoutRange.require("the delay of retransmission", delay);
  }
}
