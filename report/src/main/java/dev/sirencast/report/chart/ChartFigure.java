package dev.sirencast.report.chart;

import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A chart inside a page, as pictures of which a browser shows one: for light and for dark, for wide
 * screens and for narrow ones. Nothing of it needs a script or another file.
 */
public final class ChartFigure {
  /** Where a page becomes narrow, in pixels. */
  private static final int NARROW_UP_TO = 600;

  private static final int NARROW_WIDTH = 340;
  private static final int NARROW_HEIGHT = 320;

  /** What another line in the legend takes, in pixels. */
  private static final int LEGEND_LINE = 18;

  private ChartFigure() {}

  /**
   * One of the pictures.
   *
   * @param media when it is shown, as CSS says it; empty for the one that is shown otherwise
   * @param source it itself, as a data URI
   * @param width in pixels
   * @param height in pixels
   */
  public record Variant(String media, String source, int width, int height) {}

  /**
   * Draws a chart.
   *
   * @param width on a wide screen, in pixels
   * @param height the same
   * @return in the order of a {@code picture}'s sources, the last for all others; nothing where
   *     Java finds no fonts
   */
  public static Optional<List<Variant>> of(LineChart chart, int width, int height) {
    if (!ChartFonts.found()) {
      return Optional.empty();
    }
    String narrow = "(max-width: " + NARROW_UP_TO + "px)";
    String dark = "screen and (prefers-color-scheme: dark)";
    int tall = NARROW_HEIGHT + LEGEND_LINE * chart.lines().size();
    List<Variant> variants = new ArrayList<>();
    variants.add(variant(chart, ChartTheme.DARK, dark + " and " + narrow, NARROW_WIDTH, tall));
    variants.add(variant(chart, ChartTheme.LIGHT, narrow, NARROW_WIDTH, tall));
    variants.add(variant(chart, ChartTheme.DARK, dark, width, height));
    variants.add(variant(chart, ChartTheme.LIGHT, "", width, height));
    return Optional.of(List.copyOf(variants));
  }

  private static Variant variant(
      LineChart chart, ChartTheme theme, String media, int width, int height) {
    String svg =
        SvgDrawing.of(
            width,
            height,
            graphics ->
                new ChartBuilder(chart, theme, width)
                    .build()
                    .draw(graphics, new Rectangle2D.Double(0, 0, width, height)));
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    return new Variant(media, "data:image/svg+xml;base64," + data, width, height);
  }
}
