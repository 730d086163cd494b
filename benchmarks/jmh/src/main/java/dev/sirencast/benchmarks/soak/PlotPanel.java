package dev.sirencast.benchmarks.soak;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines against minutes, from 0 upwards. */
final class PlotPanel {
  static final int WIDTH = 480;
  static final int HEIGHT = 230;

  /** Okabe and Ito's colours, which the colour-blind can tell apart. */
  static final List<String> COLOURS = List.of("#0072B2", "#E69F00", "#009E73", "#D55E00");

  private static final int LEFT = 46;
  private static final int RIGHT = 16;
  private static final int TOP = 30;
  private static final int BOTTOM = 42;
  private static final double[] STEPS = {1, 2, 5, 10};
  private static final int LABELS = 4;

  private final String title;
  private final Map<String, List<double[]>> lines;
  private final double end;
  private final double firstX;
  private final double lastX;
  private final double step;
  private final double top;

  /**
   * @param lines points of minutes and amounts, by what they are of
   * @param end the minute, beside 0, that is marked
   */
  PlotPanel(String title, Map<String, List<double[]>> lines, double end) {
    this.title = title;
    this.lines = lines;
    this.end = end;
    firstX = lines.values().stream().mapToDouble(points -> points.get(0)[0]).min().orElseThrow();
    lastX =
        lines.values().stream()
            .mapToDouble(points -> points.get(points.size() - 1)[0])
            .max()
            .orElseThrow();
    double most =
        lines.values().stream()
            .flatMap(List::stream)
            .mapToDouble(point -> point[1])
            .max()
            .orElseThrow();
    step = step(most);
    top = Math.max(step, step * Math.ceil(most / step));
  }

  /** 1, 2 or 5 times a power of ten, so that there are a few labels. */
  private static double step(double most) {
    double decade = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1) / LABELS)));
    for (double digit : STEPS) {
      if (digit * decade >= most / LABELS) {
        return digit * decade;
      }
    }
    return 10 * decade;
  }

  private double x(double minute) {
    return LEFT + (minute - firstX) / (lastX - firstX) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double amount) {
    return HEIGHT - BOTTOM - amount / top * (HEIGHT - TOP - BOTTOM);
  }

  /** Returns a group in SVG. */
  String draw(int left, int upper) {
    StringBuilder svg = new StringBuilder();
    svg.append(String.format(Locale.ROOT, "<g transform=\"translate(%d %d)\">%n", left, upper));
    svg.append(text(LEFT, TOP - 10, "start\" font-weight=\"bold", title));
    for (double amount = 0; amount <= top + step / 2; amount += step) {
      svg.append(line(LEFT, y(amount), WIDTH - RIGHT, y(amount), "#dddddd"));
      String number = step < 1 ? "%.1f" : "%,.0f";
      svg.append(text(LEFT - 6, y(amount) + 4, "end", String.format(Locale.ROOT, number, amount)));
    }
    double every = step(lastX - firstX);
    for (double minute = every * Math.ceil(firstX / every); minute <= lastX; minute += every) {
      svg.append(line(x(minute), HEIGHT - BOTTOM, x(minute), HEIGHT - BOTTOM + 4, "#404040"));
      svg.append(
          text(x(minute), HEIGHT - BOTTOM + 18, "middle", Long.toString(Math.round(minute))));
    }
    svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - BOTTOM + 34, "middle", "minutes"));
    for (double mark : new double[] {0, end}) {
      svg.append(line(x(mark), TOP, x(mark), HEIGHT - BOTTOM, "#404040\" stroke-dasharray=\"4 3"));
    }
    svg.append(line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "#404040"));
    int number = 0;
    for (List<double[]> points : lines.values()) {
      StringBuilder path = new StringBuilder();
      for (double[] point : points) {
        path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point[0]), y(point[1])));
      }
      svg.append(
          String.format(
              Locale.ROOT,
              "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>%n",
              path.toString().strip(),
              COLOURS.get(number++)));
    }
    return svg + "</g>\n";
  }

  private static String line(double x1, double y1, double x2, double y2, String stroke) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
        x1,
        y1,
        x2,
        y2,
        stroke);
  }

  private static String text(double x, double y, String anchor, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        words);
  }
}
