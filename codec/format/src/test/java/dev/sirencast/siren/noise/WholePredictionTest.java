package dev.sirencast.siren.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PSNR that is predicted for weights of which not all is known. */
class WholePredictionTest {
  private static final CoordinateGrid GRID = CoordinateGrid.of(32, 24);
  private static final SirenArchitecture ARCHITECTURE = new SirenArchitecture(2, 48, 2, 3, 30, 30);

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.1, 0.3})
  void isWithinADecibelOfWhatWeightsOfTheStatedVarianceGive(double lost) {
    float[] known = SirenInitializer.initialize(ARCHITECTURE, 5).toFlatArray();
    float[] variances = new float[known.length];
    SplittableRandom random = new SplittableRandom(2);
    int first = 3 * ARCHITECTURE.hiddenFeatures();
    int last = known.length - 3 * (ARCHITECTURE.hiddenFeatures() + 1);
    double deviation = Math.sqrt(SirenInitializer.variance(ARCHITECTURE, 2));
    for (int i = first; i < last; i++) {
      if (random.nextDouble() < lost) {
        known[i] = 0;
        variances[i] = (float) (deviation * deviation);
      }
    }
    SirenWeights weights = SirenWeights.ofFlat(ARCHITECTURE, known);
    float[] shown = SirenNetwork.of(weights).evaluate(GRID);
    double sum = 0;
    int draws = 20;
    for (int draw = 0; draw < draws; draw++) {
      float[] whole = known.clone();
      for (int i = 0; i < whole.length; i++) {
        whole[i] += (float) (Math.sqrt(variances[i]) * NormalDeviate.next(random));
      }
      float[] outputs = SirenNetwork.of(SirenWeights.ofFlat(ARCHITECTURE, whole)).evaluate(GRID);
      for (int i = 0; i < outputs.length; i++) {
        sum += Math.pow((outputs[i] - shown[i]) / 2, 2) / outputs.length / draws;
      }
    }
    double predicted =
        NoisePrediction.decibelsOfWhole(
            weights, SirenWeights.ofFlat(ARCHITECTURE, variances), GRID, 512, 0);
    assertEquals(-10 * Math.log10(sum), predicted, 1);
  }

  @Test
  void isInfiniteWhereEverythingIsKnown() {
    SirenWeights weights = SirenInitializer.initialize(ARCHITECTURE, 5);
    SirenWeights none = SirenWeights.ofFlat(ARCHITECTURE, new float[ARCHITECTURE.parameters()]);
    double decibels = NoisePrediction.decibelsOfWhole(weights, none, GRID, 128, 0.025);
    assertTrue(decibels > 200, decibels + " dB");
  }
}
