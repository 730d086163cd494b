package dev.sirencast.report.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A chart inside a page, as pictures of which a browser shows one: for light and for dark, for wide
 * screens and for narrow ones. Nothing of it needs a script or another file.
 */
public final class ChartFigure {
  /** Where a page is narrow, as CSS says it. */
  public static final String NARROW = "(max-width: 600px)";

  private static final int NARROW_WIDTH = 340;
  private static final int NARROW_HEIGHT = 320;

  private static final int SAMPLE_WIDTH = 30;
  private static final int SAMPLE_HEIGHT = 14;

  private ChartFigure() {}

  /**
   * A chart for light or for dark; on paper the light one is shown.
   *
   * @param theme which it is
   * @param narrow for screens that {@link #NARROW} names
   * @param wide for all others
   * @param samples how its lines look, as a legend shows them
   */
  public record Picture(ChartTheme theme, Drawing narrow, Drawing wide, List<Drawing> samples) {
    /** Copies the list. */
    public Picture {
      samples = List.copyOf(samples);
    }
  }

  /**
   * A drawing.
   *
   * @param source it itself, as a data URI
   * @param width in pixels
   * @param height in pixels
   */
  public record Drawing(String source, int width, int height) {}

  /**
   * Draws a chart.
   *
   * @param width on a wide screen, in pixels
   * @param height the same
   * @return one for each theme; nothing where Java finds no fonts
   */
  public static List<Picture> of(LineChart chart, int width, int height) {
    if (!ChartFonts.found()) {
      return List.of();
    }
    return Stream.of(ChartTheme.values())
        .map(
            theme ->
                new Picture(
                    theme,
                    drawing(chart, theme, NARROW_WIDTH, NARROW_HEIGHT),
                    drawing(chart, theme, width, height),
                    samples(chart, theme)))
        .toList();
  }

  private static Drawing drawing(LineChart chart, ChartTheme theme, int width, int height) {
    String svg =
        SvgDrawing.of(
            width,
            height,
            graphics ->
                new ChartBuilder(chart, theme, width)
                    .build()
                    .draw(graphics, new Rectangle2D.Double(0, 0, width, height)));
    return drawing(svg, width, height);
  }

  private static List<Drawing> samples(LineChart chart, ChartTheme theme) {
    return IntStream.range(0, chart.lines().size())
        .mapToObj(
            line ->
                drawing(
                    SvgDrawing.of(
                        SAMPLE_WIDTH,
                        SAMPLE_HEIGHT,
                        graphics -> sample(graphics, theme.line(line), line)),
                    SAMPLE_WIDTH,
                    SAMPLE_HEIGHT))
        .toList();
  }

  /** A line from edge to edge with its shape in the middle. */
  private static void sample(Graphics2D graphics, Color colour, int line) {
    graphics.setColor(colour);
    graphics.setStroke(LineStyle.stroke(line));
    double middle = SAMPLE_HEIGHT / 2.0;
    graphics.draw(new Line2D.Double(1, middle, SAMPLE_WIDTH - 1, middle));
    graphics.translate(SAMPLE_WIDTH / 2.0, middle);
    graphics.fill(LineStyle.shape(line));
  }

  private static Drawing drawing(String svg, int width, int height) {
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    return new Drawing("data:image/svg+xml;base64," + data, width, height);
  }
}
