package dev.sirencast.cli.simulate;

import dev.sirencast.report.ArrivalGallery;
import dev.sirencast.report.SignalGallery;
import dev.sirencast.simulation.SimulationPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is seen or heard behind a channel: of a point, the trial in the middle by PSNR. */
final class ArrivedSignals {
  /**
   * On a page; of more points some are shown, of each channel the first and the last if it can be.
   */
  private static final int MOST = 6;

  private ArrivedSignals() {}

  /** Makes them again from the seed, behind the stream as it was sent. */
  static ArrivalGallery of(SentStream sent, PointNames names, long seed) throws IOException {
    List<SimulationPoint> shown = shown(names);
    SignalGallery gallery = new SignalGallery(sent.original(), shown.size() + 1);
    gallery.add("As it was sent", decibels(sent.fidelity().psnr()), sent.decoded());
    for (SimulationPoint point : shown) {
      gallery.add(
          names.whole(point),
          decibels(point.trials().get(point.middle()).decibels()),
          point.simulation().seen(seed, point.middle()));
    }
    return gallery.gallery();
  }

  private static String decibels(double value) {
    return String.format(Locale.ROOT, "%.2f dB", value);
  }

  private static List<SimulationPoint> shown(PointNames names) {
    List<List<SimulationPoint>> series = List.copyOf(names.series().values());
    if (series.size() > MOST) {
      return spread(names.points(), MOST);
    }
    List<SimulationPoint> shown = new ArrayList<>();
    series.forEach(points -> shown.addAll(spread(points, MOST / series.size())));
    return shown;
  }

  /**
   * At most so many points, evenly from the first to the last; of two or more that is the least.
   */
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
