package dev.sirencast.experiments.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;

/** Draws one panel of a {@link Plot}. */
final class PanelPainter {
  static final int WIDTH = 640;
  static final int HEIGHT = 560;
  static final int TITLE_HEIGHT = 48;

  /** Okabe and Ito's colours, which the colour-blind can tell apart. */
  static final List<Color> COLORS =
      List.of(
          new Color(0x000000),
          new Color(0xD55E00),
          new Color(0x0072B2),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00));

  static final int LEFT = 70;
  static final int RIGHT = 34;
  static final int TOP = TITLE_HEIGHT + 34;
  static final int BOTTOM = 64;
  static final int GRID_STEP = 5;

  private static final Color GRID = new Color(0xE4E4E4);
  private static final Color FAINT_GRID = new Color(0xF3F3F3);
  private static final Color AXIS = new Color(0x404040);
  private static final int BAND_ALPHA = 36;
  private static final int LEGEND_LINE = 20;
  private static final int LEGEND_SWATCH = 26;
  private static final int STEPS = 16;

  private final Graphics2D graphics;
  private final Lettering lettering;
  private final PlotPanel panel;
  private final int left;
  private final int right;
  private final Axis axis;
  private final double lowY;
  private final double highY;

  PanelPainter(Graphics2D graphics, Lettering lettering, PlotPanel panel, int offset) {
    this.graphics = graphics;
    this.lettering = lettering;
    this.panel = panel;
    this.left = offset + LEFT;
    this.right = offset + WIDTH - RIGHT;
    List<PlotPanel.Point> all =
        panel.lines().stream().flatMap(line -> line.points().stream()).toList();
    double least = all.stream().mapToDouble(PlotPanel.Point::x).min().orElse(1);
    double most = all.stream().mapToDouble(PlotPanel.Point::x).max().orElse(10);
    this.axis = panel.isEven() ? EvenAxis.of(least, most) : LogAxis.of(least, most);
    double bottom = all.stream().mapToDouble(p -> p.y() - p.spread()).min().orElse(0);
    double top = all.stream().mapToDouble(p -> p.y() + p.spread()).max().orElse(1);
    this.lowY = GRID_STEP * Math.floor(bottom / GRID_STEP);
    this.highY = Math.max(lowY + GRID_STEP, GRID_STEP * Math.ceil(top / GRID_STEP));
  }

  void paint() {
    lettering.centered(panel.title(), (left + right) / 2, TOP - 12, 15, Font.BOLD, Color.BLACK);
    // Straight lines are sharper without, all else smoother with.
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    grid();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int i = 0; i < panel.lines().size(); i++) {
      band(panel.lines().get(i), COLORS.get(i));
    }
    for (int i = panel.lines().size() - 1; i >= 0; i--) {
      line(panel.lines().get(i), COLORS.get(i));
    }
    legend();
  }

  private double x(double value) {
    return left + axis.share(value) * (right - left);
  }

  private double y(double value) {
    int bottom = HEIGHT - BOTTOM;
    return bottom - (value - lowY) / (highY - lowY) * (bottom - TOP);
  }

  private void grid() {
    int bottom = HEIGHT - BOTTOM;
    graphics.setStroke(new BasicStroke(1));
    for (double value : axis.lines()) {
      vertical(value, axis.isLabelled(value) ? GRID : FAINT_GRID);
      if (axis.isLabelled(value)) {
        int at = (int) Math.round(x(value));
        lettering.centered(axis.label(value), at, bottom + 20, 13, Font.PLAIN, AXIS);
      }
    }
    for (int value = (int) lowY; value <= highY; value += tick()) {
      int at = (int) Math.round(y(value));
      graphics.setColor(GRID);
      graphics.drawLine(left, at, right, at);
      lettering.right(Integer.toString(value), left - 8, at + 5, 13, AXIS);
    }
    graphics.setColor(AXIS);
    graphics.drawLine(left, TOP, left, bottom);
    graphics.drawLine(left, bottom, right, bottom);
    lettering.centered(
        panel.xLabel(), (left + right) / 2, bottom + 46, 14, Font.PLAIN, Color.BLACK);
    lettering.upwards(panel.yLabel(), left - 46, (TOP + bottom) / 2, 14, Color.BLACK);
  }

  private int tick() {
    return highY - lowY > 10 * GRID_STEP ? 2 * GRID_STEP : GRID_STEP;
  }

  private void vertical(double value, Color color) {
    int at = (int) Math.round(x(value));
    graphics.setColor(color);
    graphics.drawLine(at, TOP, at, HEIGHT - BOTTOM);
  }

  private void band(PlotPanel.Line line, Color color) {
    Path2D.Double band = new Path2D.Double();
    List<PlotPanel.Point> points = line.points();
    band.moveTo(x(points.get(0).x()), y(points.get(0).y() + points.get(0).spread()));
    for (PlotPanel.Point point : points) {
      band.lineTo(x(point.x()), y(point.y() + point.spread()));
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      band.lineTo(x(points.get(i).x()), y(points.get(i).y() - points.get(i).spread()));
    }
    band.closePath();
    graphics.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_ALPHA));
    graphics.fill(band);
  }

  private void line(PlotPanel.Line line, Color color) {
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D.Double path = new Path2D.Double();
    for (PlotPanel.Point point : line.points()) {
      if (path.getCurrentPoint() == null) {
        path.moveTo(x(point.x()), y(point.y()));
      } else {
        path.lineTo(x(point.x()), y(point.y()));
      }
      graphics.fill(new Ellipse2D.Double(x(point.x()) - 3.5, y(point.y()) - 3.5, 7, 7));
    }
    graphics.draw(path);
  }

  /** In the corner where it hides the least of the lines. */
  private void legend() {
    int width = 0;
    for (PlotPanel.Line line : panel.lines()) {
      width = Math.max(width, lettering.width(line.name(), 13));
    }
    int box = width + LEGEND_SWATCH + 16;
    int height = LEGEND_LINE * panel.lines().size() + 10;
    int x = 0;
    int y = 0;
    int least = Integer.MAX_VALUE;
    for (int top : new int[] {TOP + 8, HEIGHT - BOTTOM - 8 - height}) {
      for (int side : new int[] {right - 6 - box, left + 8}) {
        int hidden = hidden(new Rectangle(side, top, box, height));
        if (hidden < least) {
          least = hidden;
          x = side;
          y = top;
        }
      }
    }
    graphics.setColor(new Color(255, 255, 255, 225));
    graphics.fillRect(x, y, box, height);
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(GRID);
    graphics.drawRect(x, y, box, height);
    for (int i = 0; i < panel.lines().size(); i++) {
      int middle = y + 5 + LEGEND_LINE * i + LEGEND_LINE / 2;
      graphics.setColor(COLORS.get(i));
      graphics.fillRect(x + 8, middle - 1, LEGEND_SWATCH - 6, 3);
      lettering.left(
          panel.lines().get(i).name(), x + 8 + LEGEND_SWATCH, middle + 5, 13, Color.BLACK);
    }
  }

  /** How much of the lines a rectangle hides, in steps along them. */
  private int hidden(Rectangle box) {
    int hidden = 0;
    for (PlotPanel.Line line : panel.lines()) {
      for (int i = 0; i < line.points().size(); i++) {
        PlotPanel.Point to = line.points().get(i);
        PlotPanel.Point from = line.points().get(Math.max(0, i - 1));
        for (int step = 1; step <= STEPS; step++) {
          double share = step / (double) STEPS;
          double atX = x(from.x()) + share * (x(to.x()) - x(from.x()));
          double atY = y(from.y()) + share * (y(to.y()) - y(from.y()));
          hidden += box.contains(atX, atY) ? 1 : 0;
        }
      }
    }
    return hidden;
  }
}
