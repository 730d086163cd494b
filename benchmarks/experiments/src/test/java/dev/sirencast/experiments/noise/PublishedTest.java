package dev.sirencast.experiments.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.loss.TrainingLoss;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The paper's figures against what its prose says of them, and against a second spelling. */
class PublishedTest {
  private static final WeightNoise GAUSSIAN = WeightNoise.gaussian(1e-3);
  private static final WeightNoise MASK = WeightNoise.mask(1e-3);

  private static double table1(Method method, WeightNoise noise, String picture) {
    return Published.table1(method, noise, picture).orElseThrow();
  }

  /** The most that the paper's method is above another row of Table I, as its prose has it. */
  private static double most(WeightNoise noise, String picture) {
    double ours = table1(Method.gradientNorm(0.1), noise, picture);
    double most = 0;
    for (Method other :
        new Method[] {Method.mse(), Method.l1(), Method.lipschitz(), Method.noiseAware()}) {
      most = Math.max(most, ours - table1(other, noise, picture));
    }
    return most;
  }

  @Test
  void table1AgreesWithTheProse() {
    assertEquals(2.53, most(GAUSSIAN, "kodim01"), 1e-9);
    assertEquals(3.01, most(GAUSSIAN, "kodim08"), 1e-9);
    assertEquals(2.16, most(GAUSSIAN, "kodim24"), 1e-9);
    assertEquals(5.16, most(MASK, "kodim01"), 1e-9);
    assertEquals(2.88, most(MASK, "kodim08"), 1e-9);
    assertEquals(5.30, most(MASK, "kodim24"), 1e-9);
  }

  @Test
  void table1HasItsCells() {
    assertEquals(15.73, table1(Method.mse(), GAUSSIAN, "kodim01"));
    assertEquals(11.88, table1(Method.l1(), GAUSSIAN, "kodim08"));
    assertEquals(14.62, table1(Method.noiseAware(), GAUSSIAN, "kodim24"));
    assertEquals(18.41, table1(Method.lipschitz(), MASK, "kodim01"));
    assertEquals(17.08, table1(Method.noiseAware(), MASK, "kodim24"));
    assertEquals(16.36, table1(Method.gradientNormEq9(0.01), MASK, "kodim08"));
    assertEquals(OptionalDouble.empty(), Published.table1(Method.mse(), GAUSSIAN, "kodim12"));
    assertEquals(
        OptionalDouble.empty(), Published.table1(Method.oursLikeForLike(), GAUSSIAN, "kodim01"));
  }

  @Test
  void table2HasItsCells() {
    String[] pictures = {"kodim01", "kodim08", "kodim12", "kodim24"};
    double[][] cells = {
      {0.01, 16.20, 13.42, 19.89, 15.24},
      {0.1, 17.64, 14.48, 19.61, 16.63},
      {0.2, 17.61, 14.43, 20.21, 16.53},
      {0.5, 18.17, 14.05, 19.34, 16.71},
    };
    for (double[] row : cells) {
      for (int i = 0; i < pictures.length; i++) {
        assertEquals(
            row[i + 1],
            Published.table2(Method.gradientNorm(row[0]), GAUSSIAN, pictures[i]).orElseThrow());
      }
    }
    assertEquals(14.96, Published.table2(Method.mse(), GAUSSIAN, "kodim24").orElseThrow());
  }

  @Test
  void modalitiesHaveTheirGains() {
    Method paper = Method.gradientNorm(0.01);
    assertEquals(-2.82, Published.modalityGain(paper, WeightNoise.NONE, "ct").orElseThrow());
    assertEquals(7.5, Published.modalityGain(paper, MASK, "ct").orElseThrow());
    assertEquals(-8.04, Published.modalityGain(paper, WeightNoise.NONE, "audio").orElseThrow());
    assertEquals(2.84, Published.modalityGain(paper, GAUSSIAN, "audio").orElseThrow());
    assertEquals(2.93, Published.modalityGain(paper, MASK, "audio").orElseThrow());
    assertEquals(0.26, Published.modalityGain(paper, GAUSSIAN, "video").orElseThrow());
    assertEquals(1.74, Published.modalityGain(paper, MASK, "video").orElseThrow());
    assertTrue(Published.modalityGain(paper, WeightNoise.NONE, "video").isEmpty());
    assertTrue(Published.modalityGain(Method.mse(), MASK, "ct").isEmpty());
  }

  @Test
  void methodsAreTrainedAsTheirNamesSay() {
    assertEquals(
        TrainingLoss.gradientNorm(0.1).toString(),
        Method.gradientNorm(0.1).recipe().apply(MASK).loss());
    assertEquals(
        TrainingLoss.gradientNormDifference(0.1).toString(),
        Method.gradientNormDifference(0.1).recipe().apply(MASK).loss());
    assertEquals(
        TrainingLoss.gradientNormEq9(0.1).toString(),
        Method.gradientNormEq9(0.1).recipe().apply(MASK).loss());
    assertEquals("local-noise(mask:0.001)", Method.oursLikeForLike().recipe().apply(MASK).loss());
  }
}
