package dev.sirencast.simulation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well a mean is to be known, written {@code 0.1dB}.
 *
 * @param decibels half of its 95 % confidence interval, above 0
 */
public record Precision(double decibels) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s?(?:dB)?", Pattern.CASE_INSENSITIVE);

  /** Trials without which no deviation is known. */
  private static final int FEWEST = 10;

  public static Precision parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Double.parseDouble(form.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a number of decibels above 0, such as 0.1dB");
    }
    return new Precision(Double.parseDouble(form.group(1)));
  }

  /** Whether the mean of these trials is known as well. */
  public boolean isReached(List<Simulation.Trial> trials) {
    return trials.size() >= FEWEST
        && TrialStatistics.of(trials.stream().mapToDouble(Simulation.Trial::decibels).toArray())
                .ci95()
            <= decibels;
  }
}
