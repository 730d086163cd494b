package dev.sirencast.experiments.bench;

import dev.sirencast.report.chart.ChartSheet;
import dev.sirencast.report.chart.Line;
import dev.sirencast.report.chart.LineChart;
import dev.sirencast.report.chart.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Decibels of {@link PatchRow}s against steps and against weights. */
public final class PatchPlot {
  private PatchPlot() {}

  /** Draws two charts. */
  public static ChartSheet draw(String name, List<PatchRow> rows) {
    List<Line> steps = new ArrayList<>();
    rows.stream()
        .filter(row -> row.how().study() == PatchCase.Study.STEPS)
        .map(row -> row.how().size())
        .distinct()
        .sorted()
        .forEach(size -> steps.add(ofSize(size, rows)));
    List<Line> weights = new ArrayList<>();
    int usual = PatchCase.USUAL_SIZE;
    int usualSteps = PatchCase.USUAL_STEPS;
    add(
        weights,
        "one width",
        rows,
        row ->
            row.how().study() != PatchCase.Study.CONTENT
                && row.how().size() == usual
                && row.how().steps() == usualSteps,
        PatchRow::weights);
    add(
        weights,
        "widths by content",
        rows,
        row -> row.how().study() == PatchCase.Study.CONTENT,
        PatchRow::weights);
    return ChartSheet.row(
        name + " in patches: PSNR before rounding",
        List.of(
            new LineChart("by patch size and steps", "steps", "PSNR in dB", Scale.LOG, steps),
            new LineChart(
                "patches of 32, 300 steps", "weights", "PSNR in dB", Scale.LOG, weights)));
  }

  private static Line ofSize(int size, List<PatchRow> rows) {
    List<Line> lines = new ArrayList<>();
    add(
        lines,
        size + " samples wide",
        rows,
        row -> row.how().study() == PatchCase.Study.STEPS && row.how().size() == size,
        row -> row.how().steps());
    return lines.get(0);
  }

  private static void add(
      List<Line> lines,
      String name,
      List<PatchRow> rows,
      Predicate<PatchRow> which,
      ToDoubleFunction<PatchRow> along) {
    List<Line.Point> points =
        rows.stream()
            .filter(which)
            .map(row -> Line.Point.of(along.applyAsDouble(row), row.psnr()))
            .sorted(Comparator.comparingDouble(Line.Point::x))
            .toList();
    if (!points.isEmpty()) {
      lines.add(new Line(name, points));
    }
  }
}
