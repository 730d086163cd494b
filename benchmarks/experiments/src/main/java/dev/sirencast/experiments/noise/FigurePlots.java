package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Measurement;
import dev.sirencast.experiments.lab.Method;
import dev.sirencast.experiments.lab.Profile;
import dev.sirencast.report.chart.ChartSheet;
import dev.sirencast.report.chart.Line;
import dev.sirencast.report.chart.LineChart;
import dev.sirencast.report.chart.Scale;
import dev.sirencast.siren.noise.WeightNoise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Curves as pictures: one file a signal, one chart a kind of noise. */
final class FigurePlots {
  private FigurePlots() {}

  /** The charts by their file's name. */
  static Map<String, List<LineChart>> charts(Result result, List<Curve> curves) {
    Map<String, List<LineChart>> charts = new LinkedHashMap<>();
    for (Curve curve : curves) {
      charts.computeIfAbsent(curve.file(), file -> new ArrayList<>()).add(chart(result, curve));
    }
    return charts;
  }

  static List<Path> write(Path folder, Result result, List<Curve> curves, Profile profile)
      throws IOException {
    Map<String, List<LineChart>> charts = charts(result, curves);
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, List<LineChart>> chart : charts.entrySet()) {
      String title =
          String.format(
              Locale.ROOT,
              "%s at %s, %d steps: PSNR against noise on the weights",
              subject(curves, chart.getKey()),
              profile.picture(),
              profile.steps());
      files.addAll(
          ChartSheet.row(title, chart.getValue()).writePng(folder.resolve(chart.getKey())));
    }
    return files;
  }

  private static String subject(List<Curve> curves, String file) {
    return curves.stream()
        .filter(curve -> curve.file().equals(file))
        .map(Curve::subject)
        .findFirst()
        .orElseThrow();
  }

  private static LineChart chart(Result result, Curve curve) {
    List<Line> lines = new ArrayList<>();
    for (Method method : curve.methods(result)) {
      List<Line.Point> points = new ArrayList<>();
      double clean = Double.NaN;
      for (WeightNoise noise : curve.noises()) {
        Measurement found = result.find(method, noise, curve.subject()).orElseThrow();
        clean = found.clean();
        points.add(Line.Point.of(curve.strength(noise), found.mean(), found.deviation()));
      }
      long weights = result.weights(method, curve.noises().get(0), curve.subject());
      lines.add(
          new Line(
              String.format(
                  Locale.ROOT, "%s (clean %.1f dB, %s)", method, clean, weightText(weights)),
              points));
    }
    return new LineChart(
        curve.kind(),
        curve.mask() ? "probability p of a weight set to zero" : "standard deviation of the noise",
        "PSNR in dB",
        Scale.LOG,
        lines);
  }

  private static String weightText(long weights) {
    return weights < 1000 ? weights + " weights" : Math.round(weights / 1000.0) + "k weights";
  }
}
