package dev.sirencast.encoder.protection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a link is expected to take of a protected stream's quality: decibels of the PSNR that it has
 * where nothing happens. A model's numbers: classes of packets fail apart from each other, and a
 * network that lacks much is as bad as one that lacks all.
 *
 * @param mean on average over many transfers, 0 or more
 * @param twentieth what one in twenty transfers loses or more, 0 or more
 */
public record ExpectedLoss(double mean, double twentieth) {
  private static final double TWENTIETH = 0.05;

  /** Below so many decibels nobody misses anything. */
  private static final double SMALL_MEAN = 0.25;

  private static final double SMALL_TWENTIETH = 0.5;

  /**
   * Returns the expectation over every combination of what may happen.
   *
   * @param cleanError the mean squared error of the samples where nothing does, above 0
   */
  static ExpectedLoss of(List<ClassRisk> risks, double cleanError) {
    ClassRisk all = risks.stream().reduce(ClassRisk::and).orElseThrow();
    List<ClassRisk.Outcome> worstFirst = new ArrayList<>(all.outcomes());
    worstFirst.sort(Comparator.comparingDouble(ClassRisk.Outcome::error).reversed());
    double mean = 0;
    double twentieth = 0;
    double worse = 0;
    for (ClassRisk.Outcome outcome : worstFirst) {
      double decibels = 10 * Math.log10(1 + outcome.error() / cleanError);
      mean += outcome.probability() * decibels;
      if (worse < TWENTIETH) {
        twentieth = decibels;
      }
      worse += outcome.probability();
    }
    return new ExpectedLoss(mean, twentieth);
  }

  /** Whether the stream's protection carries it through the link. */
  public boolean isSmall() {
    return mean <= SMALL_MEAN && twentieth <= SMALL_TWENTIETH;
  }
}
