package dev.sirencast.report;

import dev.sirencast.report.chart.ChartFigure;
import dev.sirencast.report.chart.ChartFigure.Drawing;
import dev.sirencast.report.chart.LineChart;
import java.util.List;
import java.util.Locale;

/** A chart as a figure, of which the browser takes the picture that fits. */
final class ChartMarkup {
  private ChartMarkup() {}

  static String of(LineChart chart, int width, int height, String caption) {
    List<ChartFigure.Picture> pictures = ChartFigure.of(chart, width, height);
    String words = Markup.escape(chart.words());
    if (pictures.isEmpty()) {
      return "<p>No chart: Java finds no fonts here. " + words + "</p>\n";
    }
    StringBuilder html = new StringBuilder("<figure class=\"chart\">\n");
    for (ChartFigure.Picture picture : pictures) {
      html.append("<picture class=\"").append(picture.theme().name().toLowerCase(Locale.ROOT));
      html.append("\"><source media=\"").append(ChartFigure.NARROW).append("\" srcset=");
      html.append(source(picture.narrow())).append(">\n<img src=");
      html.append(source(picture.wide())).append(" alt=\"").append(words);
      html.append("\"></picture>\n");
    }
    return html.append(Markup.caption(caption, "")).append("</figure>\n").toString();
  }

  private static String source(Drawing drawing) {
    return String.format(
        Locale.ROOT,
        "\"%s\" width=\"%d\" height=\"%d\"",
        drawing.source(),
        drawing.width(),
        drawing.height());
  }
}
