package dev.sirencast.experiments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.media.TestCard;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaboratoryTest {
  private static final WeightNoise NOISE = WeightNoise.gaussian(1e-2);
  private static final WeightNoise MASK = WeightNoise.mask(0.5);
  private static final Subject CARD = new Subject("card", "made up", TestCard.create(8, 6));

  private final List<String> trainings = new ArrayList<>();
  private final List<Long> totals = new ArrayList<>();
  private long last;

  private List<Row> run(long seed, int seeds, Task... tasks) {
    return run(seed, seeds, 1, tasks);
  }

  private List<Row> run(long seed, int seeds, int threads, Task... tasks) {
    Settings settings =
        new Settings(
            Profile.SMOKE, seed, seeds, 4, TrainingEngine.JAVA, TrainingDevice.CPU, threads);
    ExperimentListener listener =
        new ExperimentListener() {
          @Override
          public void onStep(long done, long total, String what) {
            last = done;
            totals.add(total);
          }

          @Override
          public void onTraining(String line) {
            trainings.add(line);
          }
        };
    return new Laboratory(settings, listener).run(List.of(tasks));
  }

  private static Task mse(WeightNoise... noises) {
    return new Task(CARD, Method.mse(), NOISE, List.of(noises));
  }

  @Test
  void trainsOnceForAllNoisesOfAMethodThatKnowsNone() {
    List<Row> rows =
        run(
            0,
            1,
            mse(NOISE, MASK),
            new Task(CARD, Method.mse(), MASK, List.of(WeightNoise.NONE)),
            new Task(CARD, Method.noiseAware(), NOISE, List.of(NOISE)),
            new Task(CARD, Method.noiseAware(), MASK, List.of(NOISE)));
    assertEquals(5, rows.size());
    assertEquals(3, trainings.size(), trainings.toString());
    assertEquals(3L * Profile.SMOKE.steps(), last);
    assertEquals(List.of(last), totals.stream().distinct().toList());
  }

  @Test
  void withoutNoiseEveryDrawIsClean() {
    Measurement clean = run(0, 1, mse(WeightNoise.NONE)).get(0).measurement();
    assertEquals(clean.clean(), clean.mean());
    assertEquals(1, clean.draws());
  }

  @Test
  void seedDecidesEverything() {
    assertEquals(measured(3), measured(3));
    assertNotEquals(measured(3), measured(4));
  }

  private Measurement measured(long seed) {
    return run(seed, 1, mse(NOISE)).get(0).measurement();
  }

  @Test
  void seedsAreMeasuredTogether() {
    Measurement both = run(0, 2, mse(NOISE)).get(0).measurement();
    assertEquals(8, both.draws());
    assertEquals((measured(0).clean() + measured(1).clean()) / 2, both.clean(), 1e-9);
  }

  @Test
  void threadsDecideNothing() {
    Task[] tasks = {mse(NOISE, MASK), new Task(CARD, Method.noiseAware(), NOISE, List.of(NOISE))};
    List<Row> rows = run(0, 3, 1, tasks);
    trainings.clear();
    totals.clear();
    assertEquals(rows, run(0, 3, 4, tasks));
    assertEquals(6, trainings.size(), trainings.toString());
    assertEquals(6L * Profile.SMOKE.steps(), last);
    assertEquals(List.of(last), totals.stream().distinct().toList());
  }

  @Test
  void failureOfATrainingIsTheRuns() {
    ExperimentListener full =
        new ExperimentListener() {
          @Override
          public void onStep(long done, long total, String what) {}

          @Override
          public void onTraining(String line) {
            throw new IllegalStateException("the disk is full");
          }
        };
    Settings settings =
        new Settings(Profile.SMOKE, 0, 3, 4, TrainingEngine.JAVA, TrainingDevice.CPU, 2);
    Laboratory laboratory = new Laboratory(settings, full);
    assertEquals(
        "the disk is full",
        assertThrows(
                IllegalStateException.class, () -> laboratory.run(List.of(mse(WeightNoise.NONE))))
            .getMessage());
  }

  private static Task robustPatches(WeightNoise... noises) {
    Method method = Method.robustPatches(PatchRounding.DEFAULT, PacketizerOptions.DEFAULTS);
    return new Task(CARD, method, NOISE, List.of(noises));
  }

  @Test
  void patchesAreMeasuredAsNetworksAre() {
    List<Row> rows = run(0, 1, robustPatches(WeightNoise.NONE, NOISE));
    Measurement clean = rows.get(0).measurement();
    Measurement noisy = rows.get(1).measurement();
    assertEquals(clean.clean(), clean.mean());
    assertEquals(1, clean.draws());
    assertEquals(clean.clean(), noisy.clean());
    assertEquals(4, noisy.draws());
    assertTrue(noisy.deviation() > 0, "all draws are alike");
    assertTrue(rows.get(0).weights() > 200, "weights: " + rows.get(0).weights());
    assertEquals(rows, run(0, 1, robustPatches(WeightNoise.NONE, NOISE)));
    assertNotEquals(rows, run(1, 1, robustPatches(WeightNoise.NONE, NOISE)));
  }

  @Test
  void saysWhereANetworkLearnedNothing() {
    assertEquals("learned no more than the mean", measured(0).failure());
  }

  @Test
  void flatSignalHasThePsnrOfItsDeviation() {
    double flat = Decibels.ofMean(CARD.signal());
    assertTrue(flat > 5 && flat < 20, "flat: " + flat);
    assertEquals(-6.0206, Decibels.PAPER_OFFSET, 1e-4);
  }
}
