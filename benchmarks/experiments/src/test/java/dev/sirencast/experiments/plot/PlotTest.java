package dev.sirencast.experiments.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
  private static final int BOTTOM = PanelPainter.HEIGHT - PanelPainter.BOTTOM;
  private static final int LEFT = PanelPainter.LEFT;
  private static final int RIGHT = PanelPainter.WIDTH - PanelPainter.RIGHT;
  private static final int QUARTER = LEFT + (RIGHT - LEFT) / 4;

  /** Three level lines from 1e-3 to 1e-1, the axis from 10 to 30 dB. */
  private static BufferedImage draw() {
    PlotPanel panel =
        new PlotPanel(
            "title",
            "x",
            "y",
            List.of(
                new PlotPanel.Line("level", points(15, 0)),
                new PlotPanel.Line("banded", points(25, 5)),
                new PlotPanel.Line("low", points(10, 0))));
    return Plot.draw("two panels", List.of(panel, panel));
  }

  private static List<PlotPanel.Point> points(double y, double spread) {
    return List.of(
        new PlotPanel.Point(1e-3, y, spread),
        new PlotPanel.Point(1e-2, y, spread),
        new PlotPanel.Point(1e-1, y, spread));
  }

  private static int y(double decibels) {
    return (int) (BOTTOM - (decibels - 10) / 20 * (BOTTOM - PanelPainter.TOP));
  }

  private static void assertColor(int expected, BufferedImage image, int x, int y) {
    assertEquals(
        String.format("%06x", expected),
        String.format("%06x", image.getRGB(x, y) & 0xffffff),
        "at " + x + ", " + y);
  }

  @Test
  void hasAPanelForEach() {
    assertEquals(2 * PanelPainter.WIDTH, draw().getWidth());
    assertEquals(PanelPainter.HEIGHT, draw().getHeight());
  }

  @Test
  void drawsLinesWhereTheirNumbersAre() {
    BufferedImage image = draw();
    for (int panel : new int[] {0, PanelPainter.WIDTH}) {
      assertColor(0x000000, image, panel + QUARTER, y(15));
      assertColor(0xD55E00, image, panel + QUARTER, y(25));
      assertColor(0x000000, image, panel + LEFT + (RIGHT - LEFT) / 2, y(15) - 2);
      assertColor(0x404040, image, panel + LEFT, y(12));
    }
  }

  @Test
  void leavesTheRestWhite() {
    BufferedImage image = draw();
    assertColor(0xFFFFFF, image, 2, 2);
    assertColor(0xFFFFFF, image, PanelPainter.WIDTH - 2, PanelPainter.HEIGHT / 2);
    assertColor(0xFFFFFF, image, QUARTER + 3, y(12.5));
  }

  @Test
  void shadesTheBandAroundALine() {
    int band = draw().getRGB(QUARTER + 3, y(22)) & 0xffffff;
    int red = band >> 16;
    int blue = band & 255;
    assertTrue(red > blue + 20 && blue > 150, Integer.toHexString(band));
  }

  @Test
  void legendLeavesALineInEveryCornerButOneAlone() {
    int near = LEFT + (RIGHT - LEFT) / 16;
    int far = RIGHT - (RIGHT - LEFT) / 16;
    int high = PanelPainter.TOP + 16;
    int low = BOTTOM - 16;
    int[][] corners = {{near, high}, {far, high}, {near, low}, {far, low}};
    for (int free = 0; free < corners.length; free++) {
      List<PlotPanel.Line> lines = new ArrayList<>();
      // Dots in three corners, and a line that says how far the axes go.
      for (int i = 0; i < corners.length; i++) {
        if (i != free) {
          lines.add(dot(corners[i][0], corners[i][1]));
        }
      }
      lines.add(
          new PlotPanel.Line(
              "ends",
              List.of(new PlotPanel.Point(1e-3, 20, 10), new PlotPanel.Point(1e-1, 20, 10))));
      BufferedImage image = Plot.draw("", List.of(new PlotPanel("", "x", "y", lines)));
      int dots = 0;
      for (int i = 0; i < corners.length; i++) {
        if (i != free) {
          int color = PanelPainter.COLORS.get(dots++).getRGB() & 0xffffff;
          assertColor(color, image, corners[i][0], corners[i][1]);
        }
      }
    }
  }

  /** A line of one point at a place of the picture, the axes from 1e-3 to 1e-1 and 10 to 30. */
  private static PlotPanel.Line dot(int x, int y) {
    double share = (x - LEFT) / (double) (RIGHT - LEFT);
    double decibels = 10 + 20.0 * (BOTTOM - y) / (BOTTOM - PanelPainter.TOP);
    return new PlotPanel.Line(
        "dot", List.of(new PlotPanel.Point(Math.pow(10, -3 + 2 * share), decibels, 0)));
  }
}
