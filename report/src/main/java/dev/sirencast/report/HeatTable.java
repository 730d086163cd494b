package dev.sirencast.report;

import dev.sirencast.report.picture.ColourScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Numbers over two sweeps as a table whose cells are coloured from the least to the greatest, dark
 * to bright. The numbers stand in it, so that no colour has to be read.
 */
public final class HeatTable {
  /** The relative luminance from which on black is easier to read than white. */
  private static final double BRIGHT = 0.179;

  private final List<String> rows;
  private final List<List<Double>> values;
  private final double least;
  private final double greatest;

  /**
   * @param rows what the rows are of
   * @param values by row and column; NaN where there is none
   */
  public HeatTable(List<String> rows, List<List<Double>> values) {
    this.rows = List.copyOf(rows);
    this.values = values.stream().map(List::copyOf).toList();
    double[] all =
        values.stream()
            .flatMap(List::stream)
            .mapToDouble(x -> x)
            .filter(Double::isFinite)
            .toArray();
    this.least = java.util.Arrays.stream(all).min().orElse(0);
    this.greatest = java.util.Arrays.stream(all).max().orElse(0);
  }

  /** The table's rows, each with its name in front. */
  public List<List<String>> cells() {
    List<List<String>> cells = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      List<String> line = new ArrayList<>();
      line.add(HtmlPage.code(rows.get(row)));
      values.get(row).forEach(value -> line.add(cell(value)));
      cells.add(line);
    }
    return cells;
  }

  private String cell(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    double share = greatest > least ? (value - least) / (greatest - least) : 1;
    int colour = ColourScale.VIRIDIS.colour(share);
    return String.format(
        Locale.ROOT,
        "<span class=\"heat\" style=\"background:#%06x;color:%s\">%.2f</span>",
        colour,
        luminance(colour) > BRIGHT ? "#000" : "#fff",
        value);
  }

  /** As WCAG 2 defines it. */
  private static double luminance(int colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double c = (colour >> 16 - 8 * i & 0xff) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
