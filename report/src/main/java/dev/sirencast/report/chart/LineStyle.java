package dev.sirencast.report.chart;

import java.awt.BasicStroke;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Dashes and shapes of lines, so that no colour has to be seen to tell them apart. */
final class LineStyle {
  private static final float[][] DASHES = {
    {}, {9, 4}, {2, 3}, {10, 3, 2, 3}, {16, 4}, {5, 2}, {10, 3, 2, 3, 2, 3}, {3, 6}
  };

  private static final List<Shape> SHAPES =
      List.of(
          new Ellipse2D.Double(-3.5, -3.5, 7, 7),
          new Rectangle2D.Double(-3.2, -3.2, 6.4, 6.4),
          polygon(0, -4, 4, 3, -4, 3),
          polygon(0, -5, 5, 0, 0, 5, -5, 0),
          polygon(0, 4, 4, -3, -4, -3),
          polygon(
              -4, -1, -1, -1, -1, -4, 1, -4, 1, -1, 4, -1, 4, 1, 1, 1, 1, 4, -1, 4, -1, 1, -4, 1),
          turned(
              polygon(
                  -4, -1, -1, -1, -1, -4, 1, -4, 1, -1, 4, -1, 4, 1, 1, 1, 1, 4, -1, 4, -1, 1, -4,
                  1)),
          polygon(-5, -2, 5, -2, 5, 2, -5, 2));

  private LineStyle() {}

  static Stroke stroke(int number) {
    float[] dash = DASHES[number];
    return dash.length == 0
        ? new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  static Shape shape(int number) {
    return SHAPES.get(number);
  }

  private static Shape polygon(int... coordinates) {
    Polygon polygon = new Polygon();
    for (int i = 0; i < coordinates.length; i += 2) {
      polygon.addPoint(coordinates[i], coordinates[i + 1]);
    }
    return polygon;
  }

  private static Shape turned(Shape shape) {
    return AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(shape);
  }
}
