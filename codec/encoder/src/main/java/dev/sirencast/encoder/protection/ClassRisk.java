package dev.sirencast.encoder.protection;

import java.util.List;

/**
 * What may happen to a class of packets.
 *
 * @param failure the probability that its code fails
 * @param error the mean squared error of the samples then
 */
record ClassRisk(double failure, double error) {

  /**
   * The expected loss in decibels, over every combination of classes that fail.
   *
   * @param cleanError the mean squared error where none does
   */
  static double decibels(List<ClassRisk> risks, double cleanError) {
    double expected = 0;
    for (int failed = 0; failed < 1 << risks.size(); failed++) {
      double probability = 1;
      double added = 0;
      for (int i = 0; i < risks.size(); i++) {
        ClassRisk risk = risks.get(i);
        boolean fails = (failed >> i & 1) != 0;
        probability *= fails ? risk.failure() : 1 - risk.failure();
        added += fails ? risk.error() : 0;
      }
      expected += probability * 10 * Math.log10(1 + added / cleanError);
    }
    return expected;
  }
}
