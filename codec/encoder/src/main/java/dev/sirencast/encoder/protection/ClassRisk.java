package dev.sirencast.encoder.protection;

import java.util.ArrayList;
import java.util.List;

/**
 * What may happen to a class of packets.
 *
 * @param outcomes one or more, with probabilities that add up to 1
 */
record ClassRisk(List<Outcome> outcomes) {
  ClassRisk {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * One of the things that may happen.
   *
   * @param probability of it
   * @param error the mean squared error that it adds to the samples
   */
  record Outcome(double probability, double error) {}

  /** The risk that something fails. */
  static ClassRisk of(double failure, double error) {
    return new ClassRisk(List.of(new Outcome(1 - failure, 0), new Outcome(failure, error)));
  }

  /**
   * The risk of missing some of a class's packets.
   *
   * @param symbols of the class
   * @param error where all of them are missing
   */
  static ClassRisk of(MissingSymbols missing, int symbols, double error) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int x = 0; x <= missing.most(); x++) {
      outcomes.add(new Outcome(missing.probability(x), error * x / symbols));
    }
    return new ClassRisk(outcomes);
  }

  /** What happens to two classes that have nothing to do with each other. */
  ClassRisk and(ClassRisk other) {
    List<Outcome> both = new ArrayList<>();
    for (Outcome one : outcomes) {
      for (Outcome two : other.outcomes) {
        both.add(new Outcome(one.probability * two.probability, one.error + two.error));
      }
    }
    return new ClassRisk(both);
  }
}
