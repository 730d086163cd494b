package dev.sirencast.report.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A horizontal axis of logarithms that is labelled with their numbers. JFreeChart's own one writes
 * powers as outlines of letters, and has no labels between decades.
 */
final class LogarithmsAxis extends NumberAxis {
  private static final long serialVersionUID = 1;

  /** So that the shapes at the ends are whole. */
  private static final double MARGIN = 0.015;

  private final transient LogTicks ticks;

  LogarithmsAxis(String label, LogTicks ticks) {
    super(label);
    this.ticks = ticks;
    double margin = MARGIN * (ticks.high() - ticks.low());
    setRange(ticks.low() - margin, ticks.high() + margin);
  }

  // The library's raw list.
  @Override
  @SuppressWarnings("rawtypes")
  public List refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    List<NumberTick> all = new ArrayList<>();
    for (double number : ticks.numbers()) {
      boolean labelled = ticks.isLabelled(number);
      all.add(
          new NumberTick(
              labelled ? TickType.MAJOR : TickType.MINOR,
              Math.log10(number),
              labelled ? ticks.label(number) : "",
              TextAnchor.TOP_CENTER,
              TextAnchor.CENTER,
              0));
    }
    return all;
  }
}
