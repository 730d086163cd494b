package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import org.junit.jupiter.api.Test;

class RobustModeTest {
  private static final CoordinateGrid PICTURE = CoordinateGrid.of(192, 128);
  private static final SirenArchitecture SHAPE = new SirenArchitecture(2, 16, 2, 3, 30, 30);

  @Test
  void additiveNoiseIsMetByLargeNumbersAndASeededFirstLayer() {
    RobustMode mode = RobustMode.parse("gaussian:1e-3");
    SirenArchitecture architecture = mode.architecture(SHAPE, PICTURE);
    assertEquals(0.47 * 192, architecture.omega0First());
    assertEquals(1, architecture.omega0(1));
    assertEquals(0.1, architecture.omega0(architecture.layers() - 1));
    assertEquals(Seeding.FIRST_LAYER, mode.seeding());
    assertEquals(SHAPE.hiddenFeatures(), architecture.hiddenFeatures());
  }

  @Test
  void masksLeaveTheFactorsAndHaveTheBiasesSeeded() {
    RobustMode mode = RobustMode.parse("mask:1e-2");
    SirenArchitecture architecture = mode.architecture(SHAPE, PICTURE);
    assertEquals(30, architecture.omega0(1));
    assertEquals(1, architecture.omega0(architecture.layers() - 1));
    assertEquals(Seeding.FIRST_LAYER_AND_BIASES, mode.seeding());
  }

  @Test
  void aMixtureOfBothHasBothMeans() {
    RobustMode mode = RobustMode.parse("gaussian:1e-3+mask:1e-3");
    assertEquals(1, mode.omega0Hidden());
    assertEquals(Seeding.FIRST_LAYER_AND_BIASES, mode.seeding());
  }

  @Test
  void theFirstFactorIsNeverBelowTheCommonOneAndGrowsWithPicturesAlone() {
    RobustMode mode = RobustMode.parse("gaussian:1e-3");
    assertEquals(30, mode.omega0First(30, CoordinateGrid.of(24, 16)));
    assertEquals(30, mode.omega0First(30, CoordinateGrid.of(4000)));
    assertEquals(30, mode.omega0First(30, CoordinateGrid.of(200, 200, 8)));
  }

  @Test
  void optionsTakeSeedingAndTheLossOfTheNoise() {
    RobustMode mode = RobustMode.parse("gaussian:1e-3").withRamp(0.5);
    TrainingOptions options = mode.options(TrainingOptions.defaults().withSteps(7));
    assertEquals(7, options.steps());
    assertEquals(Seeding.FIRST_LAYER, options.seeding());
    assertEquals(
        TrainingLoss.localReparameterization(TrainingNoise.parse("gaussian:1e-3").withRamp(0.5), 0),
        options.loss());
  }

  @Test
  void refusesWhatIsNoNoise() {
    assertThrows(IllegalArgumentException.class, () -> RobustMode.parse("snow:3"));
  }
}
