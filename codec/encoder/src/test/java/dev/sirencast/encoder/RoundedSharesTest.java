package dev.sirencast.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundedSharesTest {
  @Test
  void errorsThatFollowAPowerOfTheBytesAreMetBetweenWhatIsMeasured() {
    List<Double> asked = new ArrayList<>();
    RoundedShares shares =
        new RoundedShares(
            1,
            share -> {
              asked.add(share);
              return 0.1 * Math.pow(1 + share, 3);
            });
    for (double share : new double[] {0, 0.05, 0.2, 0.25, 0.4}) {
      double expected = 10 * Math.log10((1 + 0.1 * Math.pow(1 + share, 3)) / 1.1);
      assertEquals(expected, shares.applyAsDouble(share), 1e-9);
    }
    assertEquals(4, asked.size(), "each share is measured once: " + asked);
  }

  @Test
  void whatCannotBeRoundedToSoFewBytesIsNeverTaken() {
    RoundedShares shares =
        new RoundedShares(1, share -> share > 0.3 ? Double.POSITIVE_INFINITY : 0.1);
    assertEquals(0, shares.applyAsDouble(0.25), 1e-9);
    assertTrue(Double.isInfinite(shares.applyAsDouble(0.4)));
    assertTrue(Double.isInfinite(shares.applyAsDouble(2)));
  }
}
