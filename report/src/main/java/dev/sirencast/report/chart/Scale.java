package dev.sirencast.report.chart;

/** How numbers lie along a horizontal axis. */
public enum Scale {
  EVEN,
  /** Of numbers above 0; others are left out. */
  LOG;

  /** Whether there is a place for a number. */
  boolean holds(double value) {
    return Double.isFinite(value) && (this == EVEN || value > 0);
  }

  /** Where a number lies, in whatever the axis is even in. */
  double place(double value) {
    return this == LOG ? Math.log10(value) : value;
  }
}
