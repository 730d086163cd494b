package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.receiver.LimitExceededException;
import dev.sirencast.receiver.ReceiverLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --limits}: what a stream may ask for. */
public final class LimitsOption {
  private static final String NAME = "--limits";
  private static final String UNITS = "kMGT";

  @Option(
      names = NAME,
      paramLabel = "NAME=N,...",
      description = {
        "What a stream may ask for, so that a few hostile bytes cannot ask for days:",
        "  weights   of all networks (default: 16M)",
        "  points    of the signal (default: 128M)",
        "  work      multiply-adds to decode it, points times",
        "            weights (default: 4T)",
        "in k, M, G or T, as in 'points=200M,work=20T'."
      })
  private @Nullable String text;

  /**
   * The limits asked for.
   *
   * @throws CommandException if the option's value is none
   */
  public ReceiverLimits limits() {
    String asked = text;
    return asked == null ? ReceiverLimits.DEFAULTS : CommandException.checked(() -> parse(asked));
  }

  /** Returns the default limits but for those that are named. */
  static ReceiverLimits parse(String text) {
    ReceiverLimits limits = ReceiverLimits.DEFAULTS;
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = part.substring(0, Math.max(0, equals)).strip();
      if (!ReceiverLimits.NAMES.contains(name)) {
        throw new IllegalArgumentException(
            NAME + ": '" + part + "' is no limit; expected weights=N, points=N or work=N");
      }
      long value = count(part.substring(equals + 1).strip());
      limits =
          switch (name) {
            case "weights" -> limits.withMaxWeights(value);
            case "points" -> limits.withMaxPoints(value);
            default -> limits.withMaxWork(value);
          };
    }
    return limits;
  }

  private static long count(String text) {
    int unit = text.isEmpty() ? -1 : UNITS.indexOf(text.charAt(text.length() - 1));
    String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
    try {
      long value = Long.parseLong(digits);
      for (int i = 0; i <= unit; i++) {
        value = Math.multiplyExact(value, 1000L);
      }
      if (value >= 1) {
        return value;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        NAME + ": '" + text + "' is no number from 1, such as 500000, 200M or 20T");
  }

  /** What a refusal says, and how one who trusts the stream gets it all the same. */
  static String advice(LimitExceededException e) {
    long unit = 1;
    int letter = -1;
    while (e.asked() / unit >= 1000 && letter + 1 < UNITS.length()) {
      unit *= 1000;
      letter++;
    }
    String most =
        Math.addExact((e.asked() - 1) / unit, 1)
            + (letter < 0 ? "" : UNITS.substring(letter, letter + 1));
    return e.getMessage() + "; " + NAME + " " + e.limit() + "=" + most + " allows it";
  }
}
