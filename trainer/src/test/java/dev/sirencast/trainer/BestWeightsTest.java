package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import org.junit.jupiter.api.Test;

class BestWeightsTest {
  private static final SirenArchitecture ARCHITECTURE = new SirenArchitecture(1, 2, 0, 1, 1, 1);

  private final SirenWeights initial = SirenInitializer.initialize(ARCHITECTURE, 0);
  private final SirenWeights good = SirenInitializer.initialize(ARCHITECTURE, 1);
  private final SirenWeights bad = SirenInitializer.initialize(ARCHITECTURE, 2);
  private final BestWeights best = new BestWeights(initial);

  @Test
  void keepsTheHighestPsnr() {
    best.offer(10, () -> bad);
    best.offer(12, () -> good);
    best.offer(11, () -> bad);
    assertSame(good, best.weights());
    assertEquals(12, best.psnr());
  }

  @Test
  void ignoresWhatIsNotANumber() {
    best.offer(Double.NaN, () -> bad);
    assertSame(initial, best.weights());
    best.offer(10, () -> good);
    best.offer(Double.NaN, () -> bad);
    assertSame(good, best.weights());
  }
}
