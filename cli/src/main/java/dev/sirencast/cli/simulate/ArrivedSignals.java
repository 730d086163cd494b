package dev.sirencast.cli.simulate;

import dev.sirencast.report.ArrivalGallery;
import dev.sirencast.report.SignalGallery;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.TrialStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is seen or heard behind channels: of a point the transfer in the middle by its decibels, and
 * where there is room the one at the 5th percentile.
 */
final class ArrivedSignals {
  /**
   * On a page; of more points some are shown, of each channel the first and the last if it can be.
   */
  private static final int MOST = 6;

  /** What differs by less is as it was sent, which is shown anyway. */
  private static final double NOTHING = 0.005;

  private static final double LOW = 0.05;

  /** Of fewer trials the worst is shown. */
  private static final int FEW = 20;

  private ArrivedSignals() {}

  /** A trial that is shown, by its number. */
  private record Example(SimulationPoint point, int trial, String caption) {}

  /** Makes them again from the seed, behind the first stream as it was sent. */
  static ArrivalGallery of(List<SentStream> sent, PointNames names, long seed) throws IOException {
    SentStream first = sent.get(0);
    List<Example> examples = examples(names);
    examples.removeIf(example -> !original(example, sent).grid().equals(first.original().grid()));
    SignalGallery gallery = new SignalGallery(first.original(), examples.size() + 1);
    gallery.add(
        sent.size() == 1 ? "As it was sent" : first.name() + " as it was sent",
        decibels(names.lead().of(first.fidelity().psnr())),
        first.decoded());
    for (Example example : examples) {
      SimulationPoint point = example.point();
      gallery.add(
          example.caption(),
          decibels(point.trials().get(example.trial()).decibels()),
          point.simulation().seen(seed, example.trial()));
    }
    return gallery.gallery();
  }

  private static Signal original(Example example, List<SentStream> sent) {
    return SentStream.of(example.point(), sent).original();
  }

  private static String decibels(double value) {
    return String.format(Locale.ROOT, "%.2f dB", value);
  }

  private static List<Example> examples(PointNames names) {
    List<SimulationPoint> shown = shown(names);
    boolean both =
        2 * shown.size() <= MOST && shown.stream().allMatch(point -> point.trials().size() > 1);
    List<Example> examples = new ArrayList<>();
    for (SimulationPoint point : shown) {
      String name = names.whole(point);
      examples.add(new Example(point, point.middle(), both ? name + ": the middle one" : name));
      if (both) {
        String which =
            point.trials().size() < FEW
                ? "the worst of " + point.trials().size()
                : "95 of 100 are as good or better";
        examples.add(new Example(point, low(point), name + ": " + which));
      }
    }
    return examples;
  }

  /** The trial than which 5 in 100 are worse, or the worst of few. */
  private static int low(SimulationPoint point) {
    return TrialStatistics.trialAt((int) (LOW * point.trials().size()), point.decibels());
  }

  /** Of all points where anything was damaged, a choice. */
  private static List<SimulationPoint> shown(PointNames names) {
    List<List<SimulationPoint>> series =
        names.series().values().stream()
            .map(
                points ->
                    points.stream().filter(point -> isDamaged(point, names.clean(point))).toList())
            .filter(points -> !points.isEmpty())
            .toList();
    if (series.size() > MOST) {
      return spread(series.stream().flatMap(List::stream).toList(), MOST);
    }
    List<SimulationPoint> shown = new ArrayList<>();
    series.forEach(points -> shown.addAll(spread(points, MOST / series.size())));
    return shown;
  }

  private static boolean isDamaged(SimulationPoint point, double clean) {
    return point.trials().stream().anyMatch(trial -> Math.abs(trial.decibels() - clean) > NOTHING);
  }

  /** At most so many points, evenly from the first to the last; of one, the last. */
  private static List<SimulationPoint> spread(List<SimulationPoint> points, int most) {
    int count = Math.min(points.size(), most);
    List<SimulationPoint> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(
          points.get(count == 1 ? points.size() - 1 : i * (points.size() - 1) / (count - 1)));
    }
    return chosen;
  }
}
