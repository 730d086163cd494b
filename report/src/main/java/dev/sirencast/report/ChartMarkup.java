package dev.sirencast.report;

import dev.sirencast.report.chart.ChartFigure;
import dev.sirencast.report.chart.ChartFigure.Drawing;
import dev.sirencast.report.chart.ChartTheme;
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
      html.append("<picture class=\"").append(name(picture.theme()));
      html.append("\"><source media=\"").append(ChartFigure.NARROW).append("\" srcset=");
      html.append(source(picture.narrow())).append(">\n<img src=");
      html.append(source(picture.wide())).append(" alt=\"").append(words);
      html.append("\"></picture>\n");
    }
    html.append(legend(chart, pictures));
    return html.append(Markup.caption(caption, "")).append("</figure>\n").toString();
  }

  /** In the page's own text, which breaks where a picture's would be cut; nothing for one line. */
  private static String legend(LineChart chart, List<ChartFigure.Picture> pictures) {
    if (chart.lines().size() < 2) {
      return "";
    }
    StringBuilder html = new StringBuilder("<ul class=\"legend\">\n");
    for (int line = 0; line < chart.lines().size(); line++) {
      html.append("<li>");
      for (ChartFigure.Picture picture : pictures) {
        html.append("<img class=\"").append(name(picture.theme())).append("\" alt=\"\" src=");
        html.append(source(picture.samples().get(line))).append(">");
      }
      html.append("<span>").append(Markup.escape(chart.lines().get(line).name()));
      html.append("</span></li>\n");
    }
    return html.append("</ul>\n").toString();
  }

  private static String name(ChartTheme theme) {
    return theme.name().toLowerCase(Locale.ROOT);
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
