package dev.sirencast.experiments.bench;

import dev.sirencast.experiments.plot.Plot;
import dev.sirencast.experiments.plot.PlotPanel;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Decibels of {@link PatchRow}s against steps and against weights. */
public final class PatchPlot {
  private PatchPlot() {}

  /** Draws two panels. */
  public static BufferedImage draw(String name, List<PatchRow> rows) {
    List<PlotPanel.Line> steps = new ArrayList<>();
    rows.stream()
        .filter(row -> row.how().study() == PatchCase.Study.STEPS)
        .map(row -> row.how().size())
        .distinct()
        .sorted()
        .forEach(size -> steps.add(ofSize(size, rows)));
    List<PlotPanel.Line> weights = new ArrayList<>();
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
    return Plot.draw(
        name + " in patches: PSNR before rounding",
        List.of(
            new PlotPanel("by patch size and steps", "steps", "PSNR in dB", steps),
            new PlotPanel("patches of 32, 300 steps", "weights", "PSNR in dB", weights)));
  }

  private static PlotPanel.Line ofSize(int size, List<PatchRow> rows) {
    List<PlotPanel.Line> lines = new ArrayList<>();
    add(
        lines,
        size + " samples wide",
        rows,
        row -> row.how().study() == PatchCase.Study.STEPS && row.how().size() == size,
        row -> row.how().steps());
    return lines.get(0);
  }

  private static void add(
      List<PlotPanel.Line> lines,
      String name,
      List<PatchRow> rows,
      Predicate<PatchRow> which,
      ToDoubleFunction<PatchRow> along) {
    List<PlotPanel.Point> points =
        rows.stream()
            .filter(which)
            .map(row -> new PlotPanel.Point(along.applyAsDouble(row), row.psnr(), 0))
            .sorted(Comparator.comparingDouble(PlotPanel.Point::x))
            .toList();
    if (!points.isEmpty()) {
      lines.add(new PlotPanel.Line(name, points));
    }
  }
}
