package dev.sirencast.report.findings;

import java.util.ArrayList;
import java.util.List;

/** How sure numbers are, and what was counted how. */
final class Certainty {
  /** From so many transfers on the 5th percentile is one of those that were seen, or nearly. */
  private static final int FEW = 20;

  private static final int MANY = 100;

  private Certainty() {}

  /** Whether there are too few transfers to speak of 95 in 100. */
  static boolean isFew(Outcome outcome) {
    return outcome.transfers() < FEW;
  }

  static List<String> of(List<Outcome> outcomes) {
    List<String> sentences = new ArrayList<>();
    int fewest = outcomes.stream().mapToInt(Outcome::transfers).min().orElse(0);
    int most = outcomes.stream().mapToInt(Outcome::transfers).max().orElse(0);
    double best = outcomes.stream().mapToDouble(Outcome::ci95).min().orElse(0);
    double worst = outcomes.stream().mapToDouble(Outcome::ci95).max().orElse(0);
    String transfers = fewest == most ? transfers(most) : fewest + " to " + transfers(most);
    String each = outcomes.size() > 1 ? " of each channel" : "";
    if (most == 1) {
      sentences.add("How sure: one transfer says nothing of others.");
    } else {
      String within =
          worst - best < 0.005
              ? "\u00b1" + Words.fine(worst)
              : Words.number("\u00b1%.2f to \u00b1", best) + Words.fine(worst);
      String rest = fewest >= MANY ? "." : "; what 95 in 100 keep is known less well from so few.";
      sentences.add(
          "How sure: means are within "
              + within
              + " at 95 % confidence, from "
              + transfers
              + each
              + rest);
    }
    long lost = outcomes.stream().mapToLong(Outcome::undecodable).sum();
    if (lost > 0) {
      long all = outcomes.stream().mapToLong(Outcome::transfers).sum();
      sentences.add(
          Words.number(
              "In %,d of all %,d transfers no manifest arrived, so that nothing could be decoded:"
                  + " they count as a uniform grey, or as silence.",
              lost, all));
    }
    return sentences;
  }

  static String transfers(int count) {
    return count == 1 ? "one transfer" : Words.number("%,d transfers", count);
  }
}
