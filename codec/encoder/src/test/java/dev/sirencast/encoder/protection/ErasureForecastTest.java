package dev.sirencast.encoder.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErasureForecastTest {
  @Test
  void independentErasuresAreBinomial() {
    double loss = 0.1;
    // Bursts of 1 / (1 - loss): losses that do not depend on each other.
    LinkEstimate link = new LinkEstimate(loss, 1 / (1 - loss), 0);
    ErasureForecast forecast = ErasureForecast.of(link, 10, 2, 1, 0, 0, true);
    double binomial = 0;
    double lost = 0;
    double choices = 1;
    for (int x = 0; x <= 10; x++) {
      double probability = choices * Math.pow(loss, x) * Math.pow(1 - loss, 10 - x);
      binomial += x > 2 ? probability : 0;
      lost += x > 2 ? probability * x / 10 : 0;
      choices = choices * (10 - x) / (x + 1);
    }
    assertEquals(binomial, forecast.failure(), 1e-12);
    assertEquals(lost / binomial, forecast.missing(), 1e-12);
  }

  @Test
  void burstsAreWhatALongDrawShows() {
    LinkEstimate link = new LinkEstimate(0.08, 4, 1e-4);
    double slice = link.damage(66);
    ErasureForecast forecast = ErasureForecast.of(link, 60, 12, 1, 0, slice, false);
    SplittableRandom random = new SplittableRandom(1);
    double r = 0.25;
    double p = r * 0.08 / 0.92;
    int failures = 0;
    int trials = 100_000;
    for (int trial = 0; trial < trials; trial++) {
      boolean bad = random.nextDouble() < 0.08;
      int erased = 0;
      for (int i = 0; i < 60; i++) {
        erased += bad || random.nextDouble() < slice ? 1 : 0;
        bad = random.nextDouble() < (bad ? 1 - r : p);
      }
      failures += erased > 12 ? 1 : 0;
    }
    double deviation = Math.sqrt(forecast.failure() / trials);
    assertEquals((double) failures / trials, forecast.failure(), 4 * deviation);
  }

  @Test
  void linksThatAreNoneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LinkEstimate(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new LinkEstimate(0, 0.5, 0));
    assertThrows(IllegalArgumentException.class, () -> new LinkEstimate(0, 1, Double.NaN));
  }
}
