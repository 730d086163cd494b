package dev.sirencast.report.findings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of several streams, or ways to receive one, is best over the same channels, in sentences.
 */
public final class RivalFindings {
  private RivalFindings() {}

  /** The best at one place, and by how much it is ahead of the next. */
  private record Win(int winner, int second, Outcome outcome, Difference ahead) {
    /** What is told of two neighbours as one: who wins, and nobody where that is unsure. */
    int told() {
      return ahead.isUnsure() ? -1 : winner;
    }
  }

  /**
   * Returns sentences, the most important first.
   *
   * @param rivals two or more; compared at the places that all have been at, in the first one's
   *     order
   * @throws IllegalArgumentException if there are fewer
   */
  public static List<String> of(List<OutcomeSeries> rivals) {
    if (rivals.size() < 2) {
      throw new IllegalArgumentException("rivals are two or more");
    }
    List<OutcomeSeries> series = shared(rivals);
    if (series.get(0).outcomes().isEmpty()) {
      return List.of("No two were sent over the same channel: nothing can be compared.");
    }
    List<Win> wins = new ArrayList<>();
    for (int place = 0; place < series.get(0).outcomes().size(); place++) {
      wins.add(win(series, place));
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(overall(series, wins));
    if (wins.size() > 1) {
      changes(series, wins, sentences);
    }
    sentences.addAll(
        Certainty.of(series.stream().flatMap(one -> one.outcomes().stream()).toList()));
    return sentences;
  }

  /** Trials that were ended early leave gaps. */
  private static List<OutcomeSeries> shared(List<OutcomeSeries> rivals) {
    List<String> places = new ArrayList<>(places(rivals.get(0)));
    rivals.forEach(one -> places.retainAll(places(one)));
    return rivals.stream()
        .map(
            one ->
                new OutcomeSeries(
                    one.name(),
                    one.clean(),
                    places.stream()
                        .map(
                            at ->
                                one.outcomes().stream()
                                    .filter(outcome -> outcome.at().equals(at))
                                    .findFirst()
                                    .orElseThrow())
                        .toList()))
        .toList();
  }

  private static List<String> places(OutcomeSeries series) {
    return series.outcomes().stream().map(Outcome::at).distinct().toList();
  }

  private static Win win(List<OutcomeSeries> series, int place) {
    List<Integer> ranks = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      ranks.add(i);
    }
    ranks.sort(
        Comparator.comparingDouble((Integer i) -> series.get(i).outcomes().get(place).mean())
            .reversed());
    Outcome best = series.get(ranks.get(0)).outcomes().get(place);
    Outcome next = series.get(ranks.get(1)).outcomes().get(place);
    return new Win(ranks.get(0), ranks.get(1), best, Difference.of(best, next));
  }

  private static String overall(List<OutcomeSeries> series, List<Win> wins) {
    Set<Integer> winners = new LinkedHashSet<>(wins.stream().map(Win::told).toList());
    if (wins.size() == 1) {
      return single(series, wins.get(0));
    }
    double least = wins.stream().mapToDouble(win -> win.ahead().mean()).min().orElseThrow();
    double most = wins.stream().mapToDouble(win -> win.ahead().mean()).max().orElseThrow();
    if (winners.size() == 1 && !winners.contains(-1)) {
      return Words.number(
          "%s is best at all %d places, %.2f to %s ahead of the next.",
          series.get(wins.get(0).winner()).name(), wins.size(), least, Words.fine(most));
    }
    winners.remove(-1);
    if (winners.isEmpty()) {
      return Words.number(
          "At none of %d places is one surely better than the next best.", wins.size());
    }
    List<String> told = new ArrayList<>();
    for (int winner : winners) {
      long count = wins.stream().filter(win -> win.told() == winner).count();
      told.add(Words.number("%s is best at %d", series.get(winner).name(), count));
    }
    long unsure = wins.stream().filter(win -> win.ahead().isUnsure()).count();
    if (unsure > 0) {
      told.add(Words.number("at %d the first two cannot be told apart", unsure));
    }
    return "Of " + wins.size() + " places, " + Words.list(told) + ".";
  }

  private static String single(List<OutcomeSeries> series, Win win) {
    String best = series.get(win.winner()).name();
    String next = series.get(win.second()).name();
    String at = win.outcome().at();
    Difference ahead = win.ahead();
    return ahead.isUnsure()
        ? Words.number(
            "Over %s, %s and %s cannot be told apart: %.2f dB between them, \u00b1%.2f.",
            at, best, next, ahead.mean(), ahead.ci95())
        : Words.number(
            "Over %s, %s is best: %s in the mean, %.2f dB (%.2f to %.2f at 95 %% confidence) ahead"
                + " of %s.",
            at,
            best,
            Words.level(win.outcome().mean()),
            ahead.mean(),
            ahead.mean() - ahead.ci95(),
            ahead.mean() + ahead.ci95(),
            next);
  }

  /** The two ends, and where another takes over. */
  private static void changes(List<OutcomeSeries> series, List<Win> wins, List<String> sentences) {
    sentences.add(at(series, wins.get(0)));
    for (int i = 1; i < wins.size(); i++) {
      boolean isSaid = i == wins.size() - 1 && wins.get(i).ahead().isUnsure(); // by the last
      if (wins.get(i).told() != wins.get(i - 1).told() && !isSaid) {
        sentences.add(change(series, wins.get(i - 1), wins.get(i)));
      }
    }
    sentences.add(at(series, wins.get(wins.size() - 1)));
  }

  private static String change(List<OutcomeSeries> series, Win before, Win after) {
    String place = after.outcome().at();
    if (after.ahead().isUnsure()) {
      return Words.number("From %s on the first two cannot be told apart.", place);
    }
    String best = series.get(after.winner()).name();
    return before.ahead().isUnsure()
        ? Words.number("From %s on %s is best.", place, best)
        : Words.number(
            "Between %s and %s the best changes from %s to %s.",
            before.outcome().at(), place, series.get(before.winner()).name(), best);
  }

  private static String at(List<OutcomeSeries> series, Win win) {
    Difference ahead = win.ahead();
    String best = series.get(win.winner()).name();
    String next = series.get(win.second()).name();
    if (ahead.isNone()) {
      return Words.number("At %s, %s and %s do the same.", win.outcome().at(), best, next);
    }
    return ahead.isUnsure()
        ? Words.number(
            "At %s, %s and %s cannot be told apart: %.2f dB between them, \u00b1%.2f.",
            win.outcome().at(), best, next, ahead.mean(), ahead.ci95())
        : Words.number(
            "At %s, %s is %.2f dB (%.2f to %.2f) ahead of %s.",
            win.outcome().at(),
            best,
            ahead.mean(),
            ahead.mean() - ahead.ci95(),
            ahead.mean() + ahead.ci95(),
            next);
  }
}
