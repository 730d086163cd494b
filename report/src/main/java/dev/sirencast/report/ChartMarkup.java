package dev.sirencast.report;

import dev.sirencast.report.chart.ChartFigure;
import dev.sirencast.report.chart.LineChart;
import java.util.List;
import java.util.Optional;

/** A chart as a figure, of which the browser takes the picture that fits. */
final class ChartMarkup {
  private ChartMarkup() {}

  static String of(LineChart chart, int width, int height, String caption) {
    Optional<List<ChartFigure.Variant>> variants = ChartFigure.of(chart, width, height);
    String words = chart.words();
    if (variants.isEmpty()) {
      return "<p>No chart: Java finds no fonts here. " + Markup.escape(words) + "</p>\n";
    }
    StringBuilder html = new StringBuilder("<figure class=\"chart\"><picture>");
    for (ChartFigure.Variant variant : variants.get()) {
      if (variant.media().isEmpty()) {
        html.append("<img src=\"").append(variant.source());
      } else {
        html.append("<source media=\"").append(variant.media());
        html.append("\" srcset=\"").append(variant.source());
      }
      html.append("\" width=\"").append(variant.width());
      html.append("\" height=\"").append(variant.height()).append('"');
      if (variant.media().isEmpty()) {
        html.append(" alt=\"").append(Markup.escape(words)).append('"');
      }
      html.append(">\n");
    }
    return html.append("</picture>")
        .append(Markup.caption(caption, ""))
        .append("</figure>\n")
        .toString();
  }
}
