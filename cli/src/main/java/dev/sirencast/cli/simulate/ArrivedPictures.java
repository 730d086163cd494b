package dev.sirencast.cli.simulate;

import dev.sirencast.report.EmbeddedPicture;
import dev.sirencast.report.HtmlPage.Figure;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.Sweep;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is seen behind a channel: of a point, the trial in the middle by PSNR. */
final class ArrivedPictures {
  /** On a page; of more points some are shown, of each channel the first and the last. */
  private static final int MOST = 12;

  private ArrivedPictures() {}

  /**
   * Makes the pictures again from the seed.
   *
   * @return those of each channel by its name; nothing of sound, or of more channels than pictures
   */
  static Map<String, List<Figure>> of(
      List<SimulationPoint> points, @Nullable Sweep sweep, long seed) throws IOException {
    Map<String, List<SimulationPoint>> series = SimulationPoint.bySeries(points);
    Map<String, List<Figure>> pictures = new LinkedHashMap<>();
    if (series.size() > MOST) {
      return pictures;
    }
    for (Map.Entry<String, List<SimulationPoint>> channel : series.entrySet()) {
      List<Figure> figures = new ArrayList<>();
      for (SimulationPoint point : spread(channel.getValue(), MOST / series.size())) {
        Signal seen = point.simulation().seen(seed, point.middle());
        Optional<String> picture = EmbeddedPicture.of(seen);
        if (picture.isEmpty()) {
          return Map.of();
        }
        double decibels = point.trials().get(point.middle()).decibels();
        String value = String.format(Locale.ROOT, "%.2f dB", decibels);
        figures.add(new Figure(picture.get(), caption(point, sweep), value));
      }
      pictures.put(channel.getKey(), figures);
    }
    return pictures;
  }

  /** At most so many points, evenly from the first to the last. */
  private static List<SimulationPoint> spread(List<SimulationPoint> points, int most) {
    int count = Math.min(points.size(), most);
    List<SimulationPoint> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(points.get(count == 1 ? 0 : i * (points.size() - 1) / (count - 1)));
    }
    return chosen;
  }

  private static String caption(SimulationPoint point, @Nullable Sweep sweep) {
    return sweep == null
        ? point.series()
        : sweep.name() + " " + sweep.shown(BigDecimal.valueOf(point.value()));
  }
}
