package dev.sirencast.trainer.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from how many samples a signal has. */
class NetworkFitTest {
  private static Signal picture(int width, int height) {
    float[] samples = new float[width * height * 3];
    return Signal.of(new ImageFormat(8), CoordinateGrid.of(width, height), 3, samples);
  }

  private static Signal sound(int rate, int samples) {
    return sound(rate, samples, 1);
  }

  private static Signal sound(int rate, int samples, int channels) {
    AudioFormat format = new AudioFormat(rate, SampleEncoding.PCM_16, 0);
    float[] values = new float[samples * channels];
    return Signal.of(format, CoordinateGrid.of(samples), channels, values);
  }

  private static int baseWeights(Signal signal) {
    return PatchTrainingOptions.of(signal).base().parameters();
  }

  @Test
  void basesGrowWithThePictureUntilTheyHaveTheirUsualWidth() {
    int before = 0;
    for (int side = 1; side <= 400; side++) {
      int weights = baseWeights(picture(side, side));
      assertTrue(weights >= before, side + ": " + weights + " after " + before);
      before = weights;
    }
    assertEquals(60, PatchTrainingOptions.of(picture(384, 256)).base().hiddenFeatures());
    assertEquals(60, PatchTrainingOptions.of(picture(768, 512)).base().hiddenFeatures());
  }

  @Test
  void basesOfSmallPicturesAreSmallerThanThePictures() {
    for (int side : new int[] {16, 32, 64, 128}) {
      int weights = baseWeights(picture(side, side));
      assertTrue(12 * weights < side * side * 3, side + ": " + weights);
    }
  }

  @Test
  void picturesOfFewPointsHaveMoreStepsAndNoneHasFewer() {
    PatchTrainingOptions usual = PatchTrainingOptions.of(picture(64, 64)).withEffort(1);
    int before = Integer.MAX_VALUE;
    for (int points = 1; points < 1 << 20; points *= 2) {
      int steps = usual.forPoints(points).steps();
      assertTrue(steps <= before && steps >= usual.steps(), points + ": " + steps);
      before = steps;
    }
    assertEquals(4 * usual.steps(), usual.forPoints(1000).steps());
    assertEquals(usual, usual.forPoints(1 << 16));
  }

  @Test
  void soundsHaveNoMoreSteps() {
    PatchTrainingOptions usual = PatchTrainingOptions.of(sound(8000, 2000)).withEffort(1);
    assertEquals(usual, usual.forPoints(2000));
  }

  @Test
  void firstLayersBeginTheHigherTheLowerTheRate() {
    float before = 12;
    for (int rate : new int[] {4000, 8000, 11_025, 16_000, 22_050, 44_100}) {
      float scale = PatchTrainingOptions.of(sound(rate, 2000)).family().firstScale();
      assertTrue(scale <= before, rate + ": " + scale);
      before = scale;
    }
    assertEquals(4, before);
    assertEquals(4, PatchTrainingOptions.of(sound(96_000, 2000)).family().firstScale());
  }

  @Test
  void channelsOfALowRateShareAPatch() {
    assertEquals(List.of(1024), PatchTrainingOptions.of(sound(8000, 2000, 1)).sizes());
    assertEquals(List.of(512), PatchTrainingOptions.of(sound(8000, 2000, 2)).sizes());
    assertEquals(List.of(1024), PatchTrainingOptions.of(sound(44_100, 2000, 2)).sizes());
  }

  @Test
  void whatWasBestOnTheWayIsKept() {
    PatchBest best = new PatchBest(2);
    best.update(new double[] {3, 1}, new float[][] {{1}, {2}});
    best.update(new double[] {2, 5}, new float[][] {{3}, {4}});
    assertArrayEquals(new float[] {3}, best.weights(0));
    assertArrayEquals(new float[] {2}, best.weights(1));
    assertEquals(2, best.error(0));
    assertEquals(1, best.error(1));
  }
}
