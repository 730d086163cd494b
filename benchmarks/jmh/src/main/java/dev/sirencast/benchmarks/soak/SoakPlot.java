package dev.sirencast.benchmarks.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Draws what was held against time, a panel a kind, and what went on in the last. */
final class SoakPlot {
  private static final int COLUMNS = 2;
  private static final int MARGIN = 24;
  private static final int LEGEND = 70;

  private SoakPlot() {}

  /** Returns a picture in SVG. */
  static String draw(SoakRecord record) {
    List<PlotPanel> panels = new ArrayList<>();
    for (Holdings.Kind kind : Holdings.Kind.values()) {
      Map<String, List<double[]>> lines = new LinkedHashMap<>();
      record
          .held()
          .forEach(
              (process, looks) ->
                  lines.put(
                      process,
                      looks.stream()
                          .map(l -> new double[] {record.minutes(l.seconds()), l.of(kind)})
                          .toList()));
      String title = kind.text() + (kind.unit().isEmpty() ? "" : " in " + kind.unit());
      panels.add(new PlotPanel(title, lines, record.lastMinute()));
    }
    panels.add(load(record, "connections of the server", Load::connections));
    panels.add(load(record, "visits under way", Load::visits));
    int width = COLUMNS * PlotPanel.WIDTH + 2 * MARGIN;
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    int height = LEGEND + rows * PlotPanel.HEIGHT + MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"13\">%n"
                + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
            width,
            height,
            width,
            height));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"28\" font-size=\"18\" font-weight=\"bold\">serve, two relays and 32"
                + " receivers that come, go, stall and die</text>%n",
            MARGIN));
    int x = MARGIN;
    int number = 0;
    for (String process : record.held().keySet()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"43\" width=\"20\" height=\"4\" fill=\"%s\"/>"
                  + "<text x=\"%d\" y=\"50\">%s</text>%n",
              x,
              PlotPanel.COLOURS.get(number++),
              x + 26,
              process));
      x += 50 + 8 * process.length();
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%d\" y1=\"38\" x2=\"%d\" y2=\"52\" stroke=\"#404040\""
                + " stroke-dasharray=\"4 3\"/><text x=\"%d\" y=\"50\">receivers come, have"
                + " left</text>%n",
            x,
            x,
            x + 10));
    for (int i = 0; i < panels.size(); i++) {
      svg.append(
          panels
              .get(i)
              .draw(
                  MARGIN + i % COLUMNS * PlotPanel.WIDTH, LEGEND + i / COLUMNS * PlotPanel.HEIGHT));
    }
    return svg + "</svg>\n";
  }

  private static PlotPanel load(SoakRecord record, String title, ToDoubleFunction<Load> value) {
    List<double[]> points =
        record.loads().stream()
            .map(one -> new double[] {record.minutes(one.seconds()), value.applyAsDouble(one)})
            .toList();
    return new PlotPanel(title, Map.of(title, points), record.lastMinute());
  }
}
