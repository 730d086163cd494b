package dev.sirencast.experiments.plot;

import java.util.List;

/** Where numbers lie along a panel, and what is written there. */
sealed interface Axis permits LogAxis, EvenAxis {
  /** Where a number is, 0 at the left end and 1 at the right. */
  double share(double value);

  /** The numbers with a line. */
  List<Double> lines();

  /** Whether a line's number is written at it. */
  boolean isLabelled(double line);

  /** A line's number as it is written. */
  String label(double line);
}
