package dev.sirencast.experiments.noise;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What measured gains over mse say of a published claim, in words that follow from the numbers.
 *
 * @param kind the decision
 * @param text the decision and its numbers, one line
 */
public record Verdict(Kind kind, String text) {
  /** Differences below this many decibels count as none, however exactly they are known. */
  static final double LEAST = 0.25;

  /** The rule, for readers of the tables. */
  static final String RULE =
      "A gain is the mean PSNR of a row less that of mse, averaged over the signals. It counts if"
          + " it exceeds 0.25 dB and two standard errors (of the draws; one seed's luck is not in"
          + " it). Where the paper reports a gain: *reproduced* if ours counts and is at least half"
          + " of it, *in part* if it counts and is less, *not reproduced* otherwise. Where the paper"
          + " reports a loss: *reproduced* if ours is a loss that counts, *contradicted* if it is a"
          + " gain that counts, *not reproduced* otherwise. Where the paper reports less than 0.25"
          + " dB either way: *reproduced* if ours does not count either. A run whose loss stopped"
          + " being finite, or whose clean PSNR is within 1 dB of a flat signal's, *failed*.";

  /** The decisions. */
  public enum Kind {
    /** What all others are compared with. */
    BASELINE("baseline"),
    /** The paper's figure was found. */
    REPRODUCED("reproduced"),
    /** Its sign was found, and less than half of its size. */
    IN_PART("in part"),
    /** It was not found. */
    NOT_REPRODUCED("not reproduced"),
    /** The opposite was found. */
    CONTRADICTED("contradicted"),
    /** The paper has no such row. */
    OWN("no row in the paper"),
    /** Training failed. */
    FAILED("failed");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The decision in words. */
    public String words() {
      return words;
    }
  }

  /**
   * Decides.
   *
   * @param gain measured gain over mse in decibels
   * @param error standard error of the gain
   * @param published the paper's gain, if it has one
   */
  static Verdict of(double gain, double error, OptionalDouble published) {
    double margin = Math.max(LEAST, 2 * error);
    String found = words(gain, margin);
    if (published.isEmpty()) {
      return new Verdict(Kind.OWN, found);
    }
    double claim = published.getAsDouble();
    Kind kind = decide(gain, margin, claim);
    return new Verdict(kind, kind.words() + ": " + found + "; the paper " + words(claim, LEAST));
  }

  private static Kind decide(double gain, double margin, double claim) {
    boolean gains = gain > margin;
    boolean loses = gain < -margin;
    if (claim > LEAST) {
      return !gains ? Kind.NOT_REPRODUCED : gain >= claim / 2 ? Kind.REPRODUCED : Kind.IN_PART;
    }
    if (claim < -LEAST) {
      return loses ? Kind.REPRODUCED : gains ? Kind.CONTRADICTED : Kind.NOT_REPRODUCED;
    }
    return gains || loses ? Kind.CONTRADICTED : Kind.REPRODUCED;
  }

  private static String words(double gain, double margin) {
    if (gain > margin) {
      return String.format(Locale.ROOT, "gains %.2f dB over mse", gain);
    }
    if (gain < -margin) {
      return String.format(Locale.ROOT, "loses %.2f dB to mse", -gain);
    }
    return String.format(Locale.ROOT, "no difference from mse that counts (%+.2f dB)", gain);
  }

  static Verdict baseline() {
    return new Verdict(Kind.BASELINE, "what the others are compared with");
  }

  static Verdict failed(String how) {
    return new Verdict(Kind.FAILED, "failed: " + how);
  }
}
