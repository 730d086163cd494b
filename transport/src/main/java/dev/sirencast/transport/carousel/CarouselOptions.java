package dev.sirencast.transport.carousel;

import java.net.NetworkInterface;
import java.util.Optional;

/**
 * How a {@link FrameCarousel} sends. Immutable.
 *
 * @param bitsPerSecond on the link, with the headers of IP and UDP, 1,000 to 100,000,000,000
 * @param networkInterface where multicast goes out; the system chooses where there is none
 * @param hops how many routers multicast may pass, and one more, 1 to 255
 * @param isCoded whether rounds after the first bring repair rows, of which any are of use to who
 *     lacks frames; else all rounds bring the same frames
 * @param groupKey what all is encrypted with; it is plain where there is none
 */
public record CarouselOptions(
    long bitsPerSecond,
    Optional<NetworkInterface> networkInterface,
    int hops,
    boolean isCoded,
    Optional<GroupKey> groupKey) {
  private static final long MIN_BITS_PER_SECOND = 1_000;
  private static final long MAX_BITS_PER_SECOND = 100_000_000_000L;
  private static final int MAX_HOPS = 255;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is exceeded
   */
  public CarouselOptions {
    if (bitsPerSecond < MIN_BITS_PER_SECOND || bitsPerSecond > MAX_BITS_PER_SECOND) {
      throw new IllegalArgumentException(
          "a carousel's rate must be "
              + MIN_BITS_PER_SECOND
              + " to "
              + MAX_BITS_PER_SECOND
              + " bits per second, got "
              + bitsPerSecond);
    }
    if (hops < 1 || hops > MAX_HOPS) {
      throw new IllegalArgumentException("hops must be 1 to " + MAX_HOPS + ", got " + hops);
    }
  }

  /** 10 Mbit/s, the system's interface, no router passed, coded, plain. */
  public static CarouselOptions defaults() {
    return new CarouselOptions(10_000_000, Optional.empty(), 1, true, Optional.empty());
  }

  /** These options with another rate. */
  public CarouselOptions withBitsPerSecond(long other) {
    return new CarouselOptions(other, networkInterface, hops, isCoded, groupKey);
  }

  /** These options with another interface. */
  public CarouselOptions withNetworkInterface(NetworkInterface other) {
    return new CarouselOptions(bitsPerSecond, Optional.of(other), hops, isCoded, groupKey);
  }

  /** These options with another number of hops. */
  public CarouselOptions withHops(int other) {
    return new CarouselOptions(bitsPerSecond, networkInterface, other, isCoded, groupKey);
  }

  /** These options with repair rows or without. */
  public CarouselOptions withCoded(boolean other) {
    return new CarouselOptions(bitsPerSecond, networkInterface, hops, other, groupKey);
  }

  /** These options with a key. */
  public CarouselOptions withGroupKey(GroupKey other) {
    return new CarouselOptions(bitsPerSecond, networkInterface, hops, isCoded, Optional.of(other));
  }
}
