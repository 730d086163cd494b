package dev.sirencast.cli.compare;

import dev.sirencast.simulation.PairedDifference;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who is ahead on a channel, by the mean: the best of our streams beside the best of the other
 * formats, and how sure that is.
 *
 * @param ours the best of ours
 * @param other the best of the others
 * @param difference of ours less the other's, transfer by transfer
 */
record Verdict(ComparedRow ours, ComparedRow other, PairedDifference difference) {
  /** Decibels between two 5th percentiles that are nothing to speak of. */
  private static final double NEAR = 0.2;

  /** One for each channel that has rows of both, in the channels' order. */
  static Map<String, Verdict> of(List<ComparedRow> rows) {
    Map<String, List<ComparedRow>> channels =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    ComparedRow::channel, LinkedHashMap::new, Collectors.toList()));
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    channels.forEach(
        (channel, all) -> {
          List<ComparedRow> ours = all.stream().filter(row -> row.contender().ours()).toList();
          List<ComparedRow> others = all.stream().filter(row -> !row.contender().ours()).toList();
          if (!ours.isEmpty() && !others.isEmpty()) {
            ComparedRow best = best(ours);
            ComparedRow other = best(others);
            verdicts.put(
                channel,
                new Verdict(best, other, PairedDifference.of(best.decibels(), other.decibels())));
          }
        });
    return verdicts;
  }

  static ComparedRow best(List<ComparedRow> rows) {
    return rows.stream()
        .max(Comparator.comparingDouble(row -> row.statistics().mean()))
        .orElseThrow();
  }

  private ComparedRow winner() {
    return difference.mean() >= 0 ? ours : other;
  }

  /** Who is ahead in the mean, or {@code none} where that is not certain. */
  String ahead() {
    return difference.isCertain() ? winner().contender().name() : "none";
  }

  /** A sentence: who is ahead of whom, by how much, how often, and in the worst transfers. */
  String text() {
    ComparedRow first = winner();
    ComparedRow second = first == ours ? other : ours;
    double sign = first == ours ? 1 : -1;
    String difference =
        number("%.2f \u00b1 %.2f dB", sign * difference().mean(), difference().ci95());
    String means =
        number("%.2f and %.2f dB", first.statistics().mean(), second.statistics().mean());
    if (!difference().isCertain()) {
      return number(
              "it is too close to call from %d transfers: %s and %s have %s in the mean, a difference of"
                  + " %s",
              difference().trials(),
              first.contender().words(),
              second.contender().words(),
              means,
              difference)
          + worst(first, second);
    }
    double often = first == ours ? difference().wins() : 1 - difference().wins();
    return number(
            "%s is ahead of %s by %s in the mean (%s), and better in %.0f of %d transfers",
            first.contender().words(),
            second.contender().words(),
            difference,
            means,
            often * difference().trials(),
            difference().trials())
        + worst(first, second);
  }

  /** Whom the mean puts first need not be first where it matters most. */
  private static String worst(ComparedRow first, ComparedRow second) {
    double high = first.statistics().p5();
    double low = second.statistics().p5();
    return number(
        low - high > NEAR
            ? "; in the worst twentieth it is the other way round, with %.2f and %.2f dB."
            : "; in the worst twentieth they have %.2f and %.2f dB.",
        high,
        low);
  }

  private static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /**
   * What the best other format has with receivers as they are, where it is ahead, or near, with one
   * like ours.
   */
  Optional<String> withoutCorrection(List<ComparedRow> rows) {
    if (!isCorrected(other)) {
      return Optional.empty();
    }
    return rows.stream()
        .filter(row -> row.channel().equals(other.channel()))
        .filter(row -> !row.contender().ours() && !isCorrected(row))
        .max(Comparator.comparingDouble(row -> row.statistics().mean()))
        .map(
            row ->
                number(
                    "Over %s, with a receiver that puts no flipped bits right, the best other"
                        + " format is %s with %.2f dB in the mean; %s has %.2f dB.",
                    row.channel(),
                    row.contender().words(),
                    row.statistics().mean(),
                    ours.contender().words(),
                    ours.statistics().mean()));
  }

  private static boolean isCorrected(ComparedRow row) {
    return row.contender().protection().endsWith(PeerContenders.CORRECTED);
  }
}
