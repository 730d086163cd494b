package dev.sirencast.experiments.coin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All that {@link CoinStudy} measured.
 *
 * @param rows the networks
 * @param jpeg means of JPEG files over all pictures, each at most so long
 * @param device where networks were trained
 */
record CoinResult(List<CoinRow> rows, List<RatePoint> jpeg, String device) {
  CoinResult {
    rows = List.copyOf(rows);
    jpeg = List.copyOf(jpeg);
  }

  List<String> subjects() {
    return rows.stream().map(CoinRow::subject).distinct().toList();
  }

  List<CoinRow> of(CoinNetwork network, CoinCoding coding) {
    return rows.stream().filter(row -> row.network() == network && row.coding() == coding).toList();
  }

  /** Mean over the pictures of a network in a coding, NaN where it is not coded so. */
  double mean(CoinNetwork network, CoinCoding coding, ToDoubleFunction<CoinRow> of) {
    return of(network, coding).stream().mapToDouble(of).average().orElse(Double.NaN);
  }

  /** The means of a coding, those of the smaller network first. */
  List<RatePoint> means(CoinCoding coding) {
    List<RatePoint> points = new ArrayList<>();
    for (CoinNetwork network : CoinNetwork.values()) {
      if (!of(network, coding).isEmpty()) {
        points.add(
            new RatePoint(
                mean(network, coding, CoinRow::bitsPerPixel),
                mean(network, coding, CoinRow::psnr)));
      }
    }
    return points;
  }
}
