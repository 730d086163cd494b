package dev.sirencast.receiver;

import dev.sirencast.format.InvalidStreamException;
import java.util.Locale;

/** A stream that asks for more than a receiver's {@link ReceiverLimits} allow. */
public final class LimitExceededException extends InvalidStreamException {
  private static final long serialVersionUID = 1L;

  private final String limit;
  private final long asked;
  private final long allowed;

  /**
   * Creates the exception.
   *
   * @param limit the limit's name, one of {@link ReceiverLimits#NAMES}
   * @param what what the stream asks for, as in {@code the stream has %,d weights}
   */
  LimitExceededException(String limit, String what, long asked, long allowed) {
    super(String.format(Locale.ROOT, what + ", this receiver takes %,d", asked, allowed));
    this.limit = limit;
    this.asked = asked;
    this.allowed = allowed;
  }

  /** The limit's name, one of {@link ReceiverLimits#NAMES}. */
  public String limit() {
    return limit;
  }

  /** What the stream asks for. */
  public long asked() {
    return asked;
  }

  /** What the limit allows. */
  public long allowed() {
    return allowed;
  }
}
