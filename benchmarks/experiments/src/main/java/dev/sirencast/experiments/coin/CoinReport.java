package dev.sirencast.experiments.coin;

import dev.sirencast.experiments.lab.Decibels;
import dev.sirencast.experiments.lab.Settings;
import dev.sirencast.experiments.lab.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@link CoinStudy} measured, as Markdown. */
final class CoinReport {
  static final String TITLE = "COIN's networks: bits and decibels";

  private CoinReport() {}

  static String page(
      String name,
      Settings settings,
      CoinBudget budget,
      List<Subject> subjects,
      CoinResult result) {
    StringBuilder page = new StringBuilder("# " + TITLE + "\n\n");
    means(page, result);
    savings(page, result);
    page.append("![PSNR against rate](").append(name).append(".png)\n\n");
    published(page);
    pictures(page, result);
    page.append("## How to read it\n\n");
    notes(budget).forEach(note -> page.append(note).append("\n\n"));
    page.append("## Settings\n\n");
    settings(name, settings, budget, result)
        .forEach(line -> page.append("- ").append(line).append('\n'));
    subjects.forEach(
        subject ->
            page.append("- ")
                .append(subject.name())
                .append(": ")
                .append(subject.source())
                .append('\n'));
    return page.toString();
  }

  private static void means(StringBuilder page, CoinResult result) {
    page.append("Means over ").append(result.subjects().size()).append(" pictures.\n\n");
    page.append("| network | coding | bytes | bits a pixel | PSNR, dB | JPEG in as many bytes |\n");
    page.append("|---|---|---:|---:|---:|---:|\n");
    for (CoinNetwork network : CoinNetwork.values()) {
      for (CoinCoding coding : CoinCoding.values()) {
        List<CoinRow> rows = result.of(network, coding);
        if (!rows.isEmpty()) {
          page.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %,.0f | %.3f | %.2f | %s |\n",
                  network.label(),
                  coding,
                  result.mean(network, coding, CoinRow::bytes),
                  result.mean(network, coding, CoinRow::bitsPerPixel),
                  result.mean(network, coding, CoinRow::psnr),
                  jpeg(rows)));
        }
      }
    }
    page.append('\n');
  }

  /** The mean of the JPEG files, with how many pictures have one so short. */
  private static String jpeg(List<CoinRow> rows) {
    List<Double> decibels =
        rows.stream().map(CoinRow::jpeg).flatMap(Optional::stream).map(f -> f.psnr()).toList();
    if (decibels.isEmpty()) {
      return "none is so short";
    }
    double mean = decibels.stream().mapToDouble(x -> x).average().orElseThrow();
    return decibels.size() == rows.size()
        ? Decibels.text(mean)
        : String.format(Locale.ROOT, "%.2f on the %d that it can", mean, decibels.size());
  }

  private static void savings(StringBuilder page, CoinResult result) {
    for (CoinNetwork network : CoinNetwork.values()) {
      double bytes = result.mean(network, CoinCoding.ROUNDED, CoinRow::bytes);
      double lost =
          result.mean(network, CoinCoding.HALVES, CoinRow::psnr)
              - result.mean(network, CoinCoding.ROUNDED, CoinRow::psnr);
      page.append(
          String.format(
              Locale.ROOT,
              "- %s: %.2f of COIN's bytes, everything counted, at %.2f dB less.\n",
              network.label(),
              bytes / network.coinBytes(),
              lost));
    }
    page.append(
        String.format(
            Locale.ROOT,
            "- In the bytes of COIN's %s: %+.2f dB, by the larger network.\n\n",
            CoinNetwork.SMALL.label(),
            result.mean(CoinNetwork.LARGE, CoinCoding.FITTED, CoinRow::psnr)
                - result.mean(CoinNetwork.SMALL, CoinCoding.HALVES, CoinRow::psnr)));
  }

  private static void published(StringBuilder page) {
    page.append("Published, means over all 24 Kodak pictures, COIN after 50,000 steps:\n\n");
    page.append("| codec | bits a pixel | PSNR, dB |\n|---|---:|---:|\n");
    RatePoint.COIN_PUBLISHED.forEach(point -> published(page, "COIN", point));
    RatePoint.JPEG_PUBLISHED.forEach(point -> published(page, "JPEG", point));
    page.append('\n');
  }

  private static void published(StringBuilder page, String codec, RatePoint point) {
    page.append(
        String.format(
            Locale.ROOT, "| %s | %.3f | %.2f |\n", codec, point.bitsPerPixel(), point.psnr()));
  }

  private static void pictures(StringBuilder page, CoinResult result) {
    page.append("## By picture\n\n");
    page.append("| picture | network | coding | bytes | bits a pixel | PSNR, dB | JPEG |\n");
    page.append("|---|---|---|---:|---:|---:|---:|\n");
    for (CoinRow row : result.rows()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %,d | %.3f | %.2f | %s |\n",
              row.subject(),
              row.network().label(),
              row.coding(),
              row.bytes(),
              row.bitsPerPixel(),
              row.psnr(),
              row.jpeg().map(file -> Decibels.text(file.psnr())).orElse("")));
    }
    page.append('\n');
  }

  private static List<String> notes(CoinBudget budget) {
    return List.of(
        "PSNR has peak 1 on samples in [0, 1], the reconstruction clamped. COIN's bytes are 16 bits"
            + " a weight and nothing else; ours are whole streams of checked packets with one"
            + " manifest; JPEG's are whole files.",
        "*"
            + CoinCoding.ROUNDED
            + "*: weights rounded until the PSNR is that much below the float weights', on the same"
            + " trained network as COIN's row, without training further. *"
            + CoinCoding.FITTED
            + "*: the 10x28 network, rounded as finely as these bytes allow.",
        "*JPEG* is the best file of the JDK's encoder in as many bytes: Huffman tables made for the"
            + " picture, chroma at half the resolution, baseline or progressive. At its lowest"
            + " quality some pictures are longer than the budget; those cells are empty.",
        "The published figures are of all 24 pictures and of COIN's own training, 50,000 steps of"
            + " all points; ours here are "
            + String.format(Locale.ROOT, "%,d steps of %s", budget.steps(), budget.batchText())
            + ". These six are harder than all 24 in the mean, by 0.8 to 0.9 dB at COIN's rates: so much"
            + " apart are the two means of what Yang and Mandt (2023) publish for each picture of two"
            + " codecs of theirs, interpolated at these rates. Compare codings of one network, not these"
            + " with those.");
  }

  private static List<String> settings(
      String name, Settings settings, CoinBudget budget, CoinResult result) {
    return List.of(
        String.format(
            Locale.ROOT,
            "`sirencast reproduce %s --data DIR --profile %s --seed %d`, trained on %s",
            name,
            settings.profile().name(),
            settings.seed(),
            result.device()),
        String.format(
            Locale.ROOT,
            "%,d steps of Adam, rate %s falling to 0 along a cosine, %s in every step; of twenty"
                + " evaluations the best weights are kept",
            budget.steps(),
            budget.learningRate(),
            budget.batchText()),
        "rounding: "
            + switch (budget.rounding()) {
              case GPTQ -> "GPTQ (refitting is better and takes minutes for each network)";
              case NEAREST -> "to nearest";
              default -> "the best of round-to-nearest, GPTQ and GPTQ with refitting";
            });
  }
}
