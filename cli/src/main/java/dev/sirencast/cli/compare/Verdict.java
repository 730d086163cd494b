package dev.sirencast.cli.compare;

import dev.sirencast.simulation.PairedDifference;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who is ahead on a channel, by mean PSNR: the best of our streams beside the best of the other
 * formats, and how sure that is.
 *
 * @param ours the best of ours
 * @param other the best of the others
 * @param difference of ours less the other's, transfer by transfer
 */
record Verdict(ComparedRow ours, ComparedRow other, PairedDifference difference) {
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
    double often = first == ours ? difference.wins() : 1 - difference.wins();
    if (!difference.isCertain()) {
      return String.format(
          Locale.ROOT,
          "too close to call: %s has %.2f dB in the mean and %s %.2f dB, a difference of %.2f +- %.2f"
              + " dB.",
          first.contender().name(),
          first.statistics().mean(),
          second.contender().name(),
          second.statistics().mean(),
          sign * difference.mean(),
          difference.ci95());
    }
    return String.format(
        Locale.ROOT,
        "%s is ahead of %s by %.2f +- %.2f dB in the mean (%.2f and %.2f dB) and better in %.0f of"
            + " %d transfers; in the worst twentieth they have %.2f and %.2f dB.",
        first.contender().name(),
        second.contender().name(),
        sign * difference.mean(),
        difference.ci95(),
        first.statistics().mean(),
        second.statistics().mean(),
        often * difference.trials(),
        difference.trials(),
        first.statistics().p5(),
        second.statistics().p5());
  }

  /** On how many channels who is ahead, in a sentence. */
  static String count(Collection<Verdict> verdicts) {
    Map<String, Long> ahead =
        verdicts.stream()
            .collect(
                Collectors.groupingBy(
                    verdict ->
                        !verdict.difference().isCertain()
                            ? "nobody"
                            : verdict.difference().mean() > 0
                                ? "SirenCast"
                                : verdict.other().contender().format(),
                    LinkedHashMap::new,
                    Collectors.counting()));
    return ahead.entrySet().stream()
        .map(entry -> entry.getKey() + " on " + entry.getValue())
        .collect(
            Collectors.joining(
                ", ",
                "Of "
                    + verdicts.size()
                    + (verdicts.size() == 1 ? " channel" : " channels")
                    + " ahead by mean PSNR: ",
                ". Compared are the best rows of each side."));
  }
}
