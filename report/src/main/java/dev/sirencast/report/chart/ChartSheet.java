package dev.sirencast.report.chart;

import dev.sirencast.media.FileReplacement;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Charts side by side, as a picture of its own: on white, with a title.
 *
 * @param title above them; may be empty
 * @param charts one or more
 * @param columns how many stand side by side
 * @param width of each, in pixels
 * @param height of each
 */
public record ChartSheet(String title, List<LineChart> charts, int columns, int width, int height) {
  private static final int TITLE = 44;
  private static final int LEFT = 16;
  private static final int BASE_LINE = 30;

  /** Copies the list. */
  public ChartSheet {
    charts = List.copyOf(charts);
  }

  /** Charts in one row, of the size that results have. */
  public static ChartSheet row(String title, List<LineChart> charts) {
    return new ChartSheet(title, charts, charts.size(), 640, 520);
  }

  /**
   * Whether there are fonts, without which nothing is drawn.
   *
   * @see ChartFigure
   */
  public static boolean canBeDrawn() {
    return ChartFonts.found();
  }

  private int head() {
    return title.isEmpty() ? 0 : TITLE;
  }

  private int wholeWidth() {
    return columns * width;
  }

  private int wholeHeight() {
    return head() + (charts.size() + columns - 1) / columns * height;
  }

  private void draw(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, wholeWidth(), wholeHeight());
    graphics.setColor(ChartTheme.LIGHT.ink());
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    if (!title.isEmpty()) {
      graphics.drawString(title, LEFT, BASE_LINE);
    }
    for (int i = 0; i < charts.size(); i++) {
      int x = i % columns * width;
      int y = head() + i / columns * height;
      new ChartBuilder(charts.get(i), ChartTheme.LIGHT, width)
          .buildWithLegend()
          .draw(graphics, new Rectangle2D.Double(x, y, width, height));
    }
  }

  /**
   * Writes it as PNG; the file appears whole or not at all.
   *
   * @return the file, or nothing where Java finds no fonts and nothing is written
   */
  public List<Path> writePng(Path file) throws IOException {
    if (!canBeDrawn()) {
      return List.of();
    }
    FileReplacement.write(file, out -> ImageIO.write(image(), "png", out));
    return List.of(file);
  }

  /** As pixels. */
  public BufferedImage image() {
    BufferedImage image =
        new BufferedImage(wholeWidth(), wholeHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      draw(graphics);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** As a document of SVG. */
  public String svg() {
    return SvgDrawing.of(wholeWidth(), wholeHeight(), this::draw);
  }
}
