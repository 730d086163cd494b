package dev.sirencast.report.findings;

import java.util.ArrayList;
import java.util.List;

/** What channels do to one stream, in sentences. */
public final class ChannelFindings {
  /** More channels than these are not told one by one. */
  private static final int TOLD = 4;

  /** A stream that loses less arrives as it was sent. */
  private static final double NOTHING = 0.005;

  private ChannelFindings() {}

  /**
   * Returns sentences, the most important first.
   *
   * @param series one or more, all of one stream; with a sweep all of its values each, unless the
   *     trials were ended early
   */
  public static List<String> of(List<OutcomeSeries> series) {
    List<Outcome> all = series.stream().flatMap(one -> one.outcomes().stream()).toList();
    List<String> sentences = new ArrayList<>();
    boolean swept = all.size() > series.size();
    if (series.size() > TOLD) {
      sentences.add(extremes(series, swept));
      sentences.add(shares(series.get(0).clean(), all));
    } else {
      for (OutcomeSeries one : series) {
        String over = series.size() > 1 || !swept ? "over " + one.name() : "";
        sentences.addAll(
            one.outcomes().size() > 1
                ? along(over, one, one == series.get(0))
                : List.of(single(over.isEmpty() ? "at " + all.get(0).at() : over, one)));
      }
    }
    sentences.addAll(Certainty.of(all));
    return sentences;
  }

  /** One channel as it is. */
  private static String single(String over, OutcomeSeries series) {
    Outcome outcome = series.outcomes().get(0);
    String clean = Words.level(series.clean());
    String place = Words.capital(over);
    if (outcome.worst() > series.clean() - NOTHING) {
      return Words.number(
          "%s this stream arrives as it was sent, with %s, in %s.",
          place,
          clean,
          outcome.transfers() == 1
              ? "the one transfer"
              : "all " + outcome.transfers() + " transfers");
    }
    return Words.number(
        "%s this stream %s%s; undamaged it has %s.",
        place,
        keeps(outcome),
        outcome.transfers() == 1 ? "" : ", and has " + Words.level(outcome.mean()) + " in the mean",
        clean);
  }

  private static String keeps(Outcome outcome) {
    if (outcome.transfers() == 1) {
      return "kept " + Words.level(outcome.mean()) + " in the one transfer";
    }
    return Certainty.isFew(outcome)
        ? Words.number(
            "kept %s or more in all %d transfers",
            Words.level(outcome.worst()), outcome.transfers())
        : "keeps " + Words.level(outcome.p5()) + " or more in 95 of 100 transfers";
  }

  /** One channel along a sweep; the only one, where nothing is said of which. */
  private static List<String> along(String over, OutcomeSeries series, boolean begins) {
    Outcome first = series.outcomes().get(0);
    Outcome last = series.outcomes().get(series.outcomes().size() - 1);
    Reach near = new Reach(series, 1);
    Reach far = new Reach(series, 3);
    String one = near.isEverywhere() ? near.words() : far.words();
    String both = near.words() + ", and " + far.words();
    List<String> sentences = new ArrayList<>();
    String range = over.isEmpty() ? "from " + first.at() + " to " + last.at() : over;
    String mean = range + " the mean is " + (near.isEverywhere() || far.isNowhere() ? one : both);
    sentences.add(
        begins
            ? "Undamaged this stream has " + Words.level(series.clean()) + "; " + mean + "."
            : Words.capital(mean) + ".");
    if (over.isEmpty()) {
      near.last().ifPresent(end -> sentences.add("At " + end.at() + " it " + keeps(end) + "."));
      sentences.add(
          Words.number(
              "At %s it %s, at %s it %s.", first.at(), keeps(first), last.at(), keeps(last)));
    }
    return sentences;
  }

  private static String extremes(List<OutcomeSeries> series, boolean swept) {
    String best = "";
    String worst = "";
    double most = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    int count = 0;
    for (OutcomeSeries one : series) {
      for (Outcome outcome : one.outcomes()) {
        count++;
        String name = swept ? one.name() + " at " + outcome.at() : one.name();
        best = outcome.mean() > most ? name : best;
        worst = outcome.mean() < least ? name : worst;
        most = Math.max(most, outcome.mean());
        least = Math.min(least, outcome.mean());
      }
    }
    return Words.number(
        "Of %d channels, %s leaves the most, %s in the mean, and %s the least, %s; undamaged this"
            + " stream has %s.",
        count,
        best,
        Words.level(most),
        worst,
        Words.level(least),
        Words.level(series.get(0).clean()));
  }

  private static String shares(double clean, List<Outcome> all) {
    return Words.number(
        "Over %d of them the mean is at most 1 dB below that, over %d at most 3 dB.",
        all.stream().filter(outcome -> outcome.mean() >= clean - 1).count(),
        all.stream().filter(outcome -> outcome.mean() >= clean - 3).count());
  }
}
