package dev.sirencast.report.chart;

import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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

  /** What another line in the legend takes, in pixels. */
  private static final int LEGEND_LINE = 18;

  private ChartFigure() {}

  /**
   * A chart for light or for dark; on paper the light one is shown.
   *
   * @param theme which it is
   * @param narrow for screens that {@link #NARROW} names
   * @param wide for all others
   */
  public record Picture(ChartTheme theme, Drawing narrow, Drawing wide) {}

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
    int tall = NARROW_HEIGHT + LEGEND_LINE * chart.lines().size();
    return Stream.of(ChartTheme.values())
        .map(
            theme ->
                new Picture(
                    theme,
                    drawing(chart, theme, NARROW_WIDTH, tall),
                    drawing(chart, theme, width, height)))
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
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    return new Drawing("data:image/svg+xml;base64," + data, width, height);
  }
}
