package dev.sirencast.experiments.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.experiments.lab.Method;
import dev.sirencast.simulation.PairedDifference;
import dev.sirencast.simulation.TrialStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tables make of made-up transfers. */
class LossTablesTest {
  private static final Method PATCHES =
      Method.patches(PatchRounding.DEFAULT, PacketizerOptions.DEFAULTS);
  private static final double[] MSE = {20, 22};

  private static LossRow row(Method method, int percent, double... decibels) {
    return new LossRow(
        "kodim22",
        method,
        "mse",
        percent,
        1234,
        11_999,
        40,
        33,
        TrialStatistics.of(decibels),
        1,
        PairedDifference.of(decibels, MSE));
  }

  private static final List<LossRow> ROWS =
      List.of(
          row(Method.mse(), 1, MSE),
          row(PATCHES, 1, 30, 32),
          row(Method.mse(), 20, MSE),
          row(PATCHES, 20, 20.1, 22.1));

  @Test
  void aTableHasALineForEachShareOfLosses() {
    StringBuilder page = new StringBuilder();
    LossTables.append(page, ROWS);
    String table =
        """
        | packets lost | mse | patches |
        |---:|---:|---:|
        | bytes | 11,999 | 11,999 |
        | packets | 40 | 40 |
        | weights | 1,234 | 1,234 |
        | none | 33.00 | 33.00 |
        | 1 % | 21.00 (20.10) | 31.00 (30.10) |
        | 20 % | 21.00 (20.10) | 21.10 (20.20) |
        """;
    assertTrue(page.toString().contains(table), page.toString());
    assertTrue(page.toString().contains("](losses-kodim22.png)"), page.toString());
  }

  @Test
  void smallDifferencesDoNotCount() {
    assertEquals(
        List.of(
            "kodim22, packets lost, patches: above mse at 1 and below it at 0 of the 2 shares of"
                + " lost packets (+0.10 to +10.00 dB)."),
        LossTables.findings(ROWS));
  }
}
