package dev.sirencast.experiments.coin;

import java.util.Locale;

/** Every row of {@link CoinStudy}, and its curves, as comma-separated values. */
final class CoinCsv {
  private CoinCsv() {}

  static String of(CoinResult result) {
    StringBuilder table =
        new StringBuilder(
            "signal,network,coding,bytes,bits_per_pixel,psnr_db,jpeg_bytes,jpeg_psnr_db\n");
    for (CoinRow row : result.rows()) {
      table.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%d,%.4f,%.4f,%s,%s%n",
              row.subject(),
              row.network().label(),
              row.coding().key(),
              row.bytes(),
              row.bitsPerPixel(),
              row.psnr(),
              row.jpeg().map(file -> Long.toString(file.bytes())).orElse(""),
              row.jpeg().map(file -> number(file.psnr())).orElse("")));
    }
    return table.toString().replace(System.lineSeparator(), "\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
