package dev.sirencast.cli.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Who is ahead on all channels, in sentences. */
final class Verdicts {
  private static final String NOBODY = "nobody";

  private Verdicts() {}

  /**
   * All there is to say of some rows, the most important first.
   *
   * @param measure what their decibels are
   */
  static List<String> sentences(List<ComparedRow> rows, String measure) {
    Map<String, Verdict> verdicts = Verdict.of(rows);
    List<String> sentences = new ArrayList<>();
    sentences.add(count(verdicts.values(), measure));
    verdicts.forEach(
        (channel, verdict) -> {
          sentences.add("Over " + channel + ", " + verdict.text());
          verdict.withoutCorrection(rows).ifPresent(sentences::add);
          sentences.addAll(NoiseTraining.sentences(rows, channel));
        });
    unprotected(rows)
        .forEach(
            (channel, verdict) ->
                sentences.add("Over " + channel + ", unprotected, " + verdict.text()));
    return sentences;
  }

  /** On how many channels who is ahead, in a sentence. */
  private static String count(Collection<Verdict> verdicts, String measure) {
    Map<String, Long> ahead =
        verdicts.stream()
            .collect(
                Collectors.groupingBy(
                    verdict ->
                        !verdict.difference().isCertain()
                            ? NOBODY
                            : verdict.difference().mean() > 0
                                ? "SirenCast"
                                : verdict.other().contender().format(),
                    LinkedHashMap::new,
                    Collectors.counting()));
    if (ahead.size() == 1 && verdicts.size() > 1) {
      String who = ahead.keySet().iterator().next();
      return String.format(
          Locale.ROOT,
          who.equals(NOBODY)
              ? "Best against best by mean %s, %s is surely ahead on any of %d channels."
              : "Best against best by mean %s, %s is ahead on all %d channels.",
          measure,
          who,
          verdicts.size());
    }
    return ahead.entrySet().stream()
        .map(entry -> entry.getKey() + " is ahead on " + entry.getValue())
        .collect(
            Collectors.joining(
                ", ",
                "Best against best by mean "
                    + measure
                    + ": of "
                    + verdicts.size()
                    + (verdicts.size() == 1 ? " channel, " : " channels, "),
                "."));
  }

  /** Those of the rows that nothing protects. */
  private static Map<String, Verdict> unprotected(List<ComparedRow> rows) {
    return Verdict.of(
        rows.stream()
            .filter(row -> row.contender().protection().equals(OwnStreams.NO_PROTECTION))
            .toList());
  }
}
