package dev.sirencast.cli.compare;

import dev.sirencast.simulation.PairedDifference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What training under noise on the weights is worth over a channel, in sentences. */
final class NoiseTraining {
  /** Sizes that differ by a smaller share are called equal. */
  private static final double SAME_BYTES = 0.05;

  private NoiseTraining() {}

  /**
   * One for each stream over the channel that was trained so, and its twin that was not but for as
   * many bytes.
   */
  static List<String> sentences(List<ComparedRow> rows, String channel) {
    List<ComparedRow> here = rows.stream().filter(row -> row.channel().equals(channel)).toList();
    return here.stream()
        .filter(row -> row.contender().format().endsWith(OwnStreams.ROBUST))
        .flatMap(row -> twin(row, here).map(usual -> sentence(row, usual)).stream())
        .toList();
  }

  private static Optional<ComparedRow> twin(ComparedRow robust, List<ComparedRow> rows) {
    String format = robust.contender().format();
    String usual = format.substring(0, format.length() - OwnStreams.ROBUST.length());
    return rows.stream()
        .filter(row -> row.contender().format().equals(usual))
        .filter(row -> row.contender().protection().equals(robust.contender().protection()))
        .filter(row -> !row.way().how().endsWith(OwnStreams.UNASKED))
        .findFirst();
  }

  private static String sentence(ComparedRow robust, ComparedRow usual) {
    PairedDifference difference = PairedDifference.of(robust.decibels(), usual.decibels());
    String worth =
        !difference.isCertain()
            ? "neither brings nor costs anything that is certain"
            : difference.mean() > 0 ? "brings" : "costs";
    return String.format(
        Locale.ROOT,
        "Over %s, training %s under noise %s%s: %.2f dB in the mean, and %.2f without%s.",
        robust.channel(),
        usual.contender().words(),
        worth,
        difference.isCertain()
            ? String.format(
                Locale.ROOT, " %.2f \u00b1 %.2f dB", Math.abs(difference.mean()), difference.ci95())
            : "",
        robust.statistics().mean(),
        usual.statistics().mean(),
        bytes(robust.bytes(), usual.bytes()));
  }

  /** Where one of both could not use what it was given, which is another reason. */
  private static String bytes(long robust, long usual) {
    return Math.abs(robust - usual) <= SAME_BYTES * Math.max(robust, usual)
        ? ""
        : String.format(Locale.ROOT, ", of %,d and %,d bytes", robust, usual);
  }
}
