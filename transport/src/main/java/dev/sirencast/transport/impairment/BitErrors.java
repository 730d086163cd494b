package dev.sirencast.transport.impairment;

import java.util.Locale;

/**
 * Flips of single bits, each independently of the others: {@code ber(1e-5,scope=payload)}.
 *
 * <p>The payload alone is the default scope, because a flip in the header only makes a receiver
 * drop the frame, which {@code loss} already models; a damaged payload is what nothing else here
 * can show.
 *
 * @param rate bit error rate, 0 to 1
 * @param scope the part of a frame that is hit, or the frames whose payload is; which those are is
 *     told to the session ({@link ChannelSession#knowing})
 */
public record BitErrors(double rate, Scope scope) implements Impairment {
  /** A part of a frame. Where the header ends is told to the channel, not to the impairment. */
  public enum Scope {
    /** What follows the header. */
    PAYLOAD,
    /** The first bytes, as many as the header has. */
    HEADER,
    /** Header and payload. */
    FRAME,
    /** The payload of frames that hold a stream's manifest. */
    MANIFEST,
    /** The payload of frames that hold, or repair, the first layer, the last and biases. */
    VITAL,
    /** The payload of frames that hold, or repair, the hidden layers' matrices. */
    HIDDEN;

    /** Whether what a frame holds decides whether it is hit. */
    boolean isByContent() {
      return compareTo(FRAME) > 0;
    }

    /** The name in the grammar. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the rate is not in [0, 1]
   */
  public BitErrors {
    Probability.require("the bit error rate", rate);
  }

  @Override
  public String toString() {
    return "ber(" + Probability.scientific(rate) + ",scope=" + scope + ")";
  }
}
