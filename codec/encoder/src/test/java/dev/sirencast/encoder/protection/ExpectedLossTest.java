package dev.sirencast.encoder.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedLossTest {
  @Test
  void combinationsOfClassesAreCountedByTheirProbabilities() {
    // 9 times the clean error is 10 dB, 99 times 20 dB, both together 20.33 dB.
    ExpectedLoss loss =
        ExpectedLoss.of(List.of(ClassRisk.of(0.1, 9e-3), ClassRisk.of(0.02, 99e-3)), 1e-3);
    double both = 10 * Math.log10(109);
    assertEquals(0.1 * 0.98 * 10 + 0.9 * 0.02 * 20 + 0.002 * both, loss.mean(), 1e-9);
    // 2 % lose 20 dB or more, the next 9.8 % lose 10.
    assertEquals(10, loss.twentieth(), 1e-9);
    assertFalse(loss.isSmall());
  }

  @Test
  void whatHappensLessThanOnceInTwentyIsNoTwentieth() {
    ExpectedLoss loss = ExpectedLoss.of(List.of(ClassRisk.of(0.01, 9e-3)), 1e-3);
    assertEquals(0, loss.twentieth());
    assertEquals(0.1, loss.mean(), 1e-9);
    assertTrue(loss.isSmall());
  }

  @Test
  void blocksOfUnequalLengthAreAddedUp() {
    // Three packets in two blocks of one repair packet each: two of them, and one.
    LinkEstimate link = new LinkEstimate(0.5, 2, 0);
    MissingSymbols missing = MissingSymbols.of(link, 3, 2, 2, 5, 0);
    // The longer block fails by 2 of 3 or by 3, the shorter one by both of 2.
    assertEquals(0.5 * 0.75, missing.probability(0), 1e-12);
    assertEquals(3.0 / 8 * 0.75 + 0.5 * 0.25, missing.probability(2), 1e-12);
    assertEquals(1.0 / 8 * 0.25, missing.probability(5), 1e-12);
  }
}
