package dev.sirencast.transport.net;

/**
 * The moments at which datagrams may leave, so that they make a steady stream of bits.
 *
 * <p>A datagram books its place; whoever is early by less than {@value #BURST_NANOS} ns need not
 * wait, because a sleep is no finer than that, and whoever was idle has saved up no more than that.
 * So a burst is at most two milliseconds of the rate. Time comes in by parameter. Not thread-safe.
 */
public final class Pacer {
  static final long BURST_NANOS = 1_000_000;

  /** The IP and UDP headers, which are on the link too. */
  public static final int HEADER_BYTES = 28;

  private final double nanosPerByte;
  private long next;

  /**
   * Paces what is sent from now on.
   *
   * @param bitsPerSecond 1 or more
   * @param now the clock in nanoseconds
   */
  public Pacer(long bitsPerSecond, long now) {
    this.nanosPerByte = 8e9 / bitsPerSecond;
    this.next = now;
  }

  /**
   * Books the next datagram.
   *
   * @return the nanoseconds to wait before it is sent, 0 for none
   */
  public long book(int datagramBytes, long now) {
    if (now - next > BURST_NANOS) {
      next = now - BURST_NANOS;
    }
    long wait = next - now;
    next += (long) ((datagramBytes + HEADER_BYTES) * nanosPerByte);
    return wait < BURST_NANOS ? 0 : wait;
  }
}
