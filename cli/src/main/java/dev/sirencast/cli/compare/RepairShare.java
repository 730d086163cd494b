package dev.sirencast.cli.compare;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.options.FecText;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import java.util.List;
import java.util.Locale;

/**
 * The erasure protection that all formats get: Reed-Solomon over packets.
 *
 * @param sources k, source packets of a whole block
 * @param repairs m, its repair packets, 1 or more; fewer packets have as large a share of them
 */
record RepairShare(int sources, int repairs) {
  /**
   * Reads what {@code --fec} says.
   *
   * @throws CommandException if it is not {@code rs(k,m)}
   */
  static RepairShare parse(String text) {
    UnequalErrorProtection protection =
        CommandException.checked(
            () -> {
              try {
                return FecText.parse(text);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--fec: " + e.getMessage(), e);
              }
            });
    List<Integer> numbers = protection.matrices().repair().numbers();
    if (numbers.size() != 2
        || !protection.equals(
            UnequalErrorProtection.equal(FecScheme.reedSolomon(numbers.get(0), numbers.get(1))))) {
      throw CommandException.usage(
          "--fec is rs(k,m) here, which every format can have, got " + text, null);
    }
    return new RepairShare(numbers.get(0), numbers.get(1));
  }

  /** The same for our streams: of all their classes. */
  UnequalErrorProtection ofStreams() {
    return UnequalErrorProtection.equal(FecScheme.reedSolomon(sources, repairs));
  }

  /** Repair packets over source packets. */
  double overhead() {
    return (double) repairs / sources;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "rs(%d,%d)", sources, repairs);
  }
}
