package dev.sirencast.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.media.Clip;
import dev.sirencast.media.FrameStack;
import dev.sirencast.media.TestCard;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** SSIM, SNR, spectral convergence and the transform below it. */
class QualityTest {
  private static Signal flat(int width, int height, float value) {
    float[] samples = new float[width * height];
    Arrays.fill(samples, value);
    return Signal.of(new ImageFormat(8), CoordinateGrid.of(width, height), 1, samples);
  }

  @Test
  void ssimOfFlatPicturesIsThatOfTheirMeans() {
    // No variance: (2 mx my + C1) / (mx^2 + my^2 + C1), C1 = 1e-4.
    double expected = (2 * 0.25 * 0.5 + 1e-4) / (0.0625 + 0.25 + 1e-4);
    assertEquals(expected, Ssim.of(flat(12, 15, 0.25f), flat(12, 15, 0.5f)), 1e-9);
  }

  @Test
  void ssimOfOneWindowIsTheFormula() {
    // One pixel of an 11x11 picture is lit, at the window's centre, whose weight is w^2.
    float[] samples = new float[121];
    samples[60] = 1;
    Signal dot = Signal.of(new ImageFormat(8), CoordinateGrid.of(11, 11), 1, samples);
    double sum = 0;
    for (int d = -5; d <= 5; d++) {
      sum += Math.exp(-d * d / 4.5);
    }
    double w = 1 / (sum * sum);
    double c1 = 1e-4;
    double c2 = 9e-4;
    // Against black: means w and 0, variances w - w^2 and 0, covariance 0.
    double expected = c1 * c2 / ((w * w + c1) * (w - w * w + c2));
    assertEquals(expected, Ssim.of(dot, flat(11, 11, 0)), 1e-12);
    // Against its negative: means w and 1 - w, variances alike, covariance -(w - w^2).
    samples = new float[121];
    Arrays.fill(samples, 1);
    samples[60] = 0;
    Signal hole = Signal.of(new ImageFormat(8), CoordinateGrid.of(11, 11), 1, samples);
    double v = w - w * w;
    expected =
        (2 * w * (1 - w) + c1) * (-2 * v + c2) / ((w * w + (1 - w) * (1 - w) + c1) * (2 * v + c2));
    assertEquals(expected, Ssim.of(dot, hole), 1e-9);
  }

  @Test
  void ssimIsOneForEqualPicturesAndVideos() {
    Signal card = TestCard.create(24, 16);
    assertEquals(1, Ssim.of(card, card), 1e-12);
    Signal video = FrameStack.split(TestCard.create(16, 36), 3, FrameRate.PAL, Clip.all());
    assertEquals(1, Ssim.of(video, video), 1e-12);
    assertTrue(Ssim.of(card, TestCard.create(24, 16)) > 0.999);
  }

  @Test
  void ssimOfVideoIsTheMeanOfItsFrames() {
    Signal tall = TestCard.create(16, 36);
    Signal video = FrameStack.split(tall, 3, FrameRate.PAL, Clip.all());
    float[] grey = new float[16 * 36 * 3];
    Arrays.fill(grey, 0.5f);
    Signal flat = Signal.of(video.format(), video.grid(), 3, grey);
    double sum = 0;
    for (int frame = 0; frame < 3; frame++) {
      Clip one = Clip.seconds(frame / 25.0, (frame + 1) / 25.0);
      Signal a = FrameStack.split(tall, 3, FrameRate.PAL, one);
      Signal b = FrameStack.split(FrameStack.stack(flat), 3, FrameRate.PAL, one);
      sum += Ssim.of(a, b);
    }
    assertEquals(sum / 3, Ssim.of(video, flat), 1e-12);
  }

  @Test
  void ssimNeedsAWholeWindowAndOneShape() {
    assertTrue(Double.isNaN(Ssim.of(flat(10, 40, 0), flat(10, 40, 0))));
    assertThrows(IllegalArgumentException.class, () -> Ssim.of(flat(12, 11, 0), flat(11, 12, 0)));
  }

  private static Signal sound(double amplitude, int points) {
    float[] samples = new float[points];
    for (int i = 0; i < points; i++) {
      samples[i] = (float) ((amplitude * Math.sin(0.3 * i) + 1) / 2);
    }
    AudioFormat format = new AudioFormat(8000, SampleEncoding.PCM_16, 0);
    return Signal.of(format, CoordinateGrid.of(points), 1, samples);
  }

  @Test
  void halfTheAmplitudeHasSixDecibelsAndHalfTheSpectrum() {
    for (int points : new int[] {100, 1024, 3000}) {
      Signal loud = sound(0.8, points);
      Signal quiet = sound(0.4, points);
      assertEquals(10 * Math.log10(4), Snr.decibels(loud, quiet), 1e-4);
      assertEquals(0.5, SpectralConvergence.of(loud, quiet), 1e-6);
      assertEquals(0, Snr.decibels(loud, sound(0, points)), 1e-6);
      assertEquals(0, SpectralConvergence.of(loud, loud));
      assertEquals(Double.POSITIVE_INFINITY, Snr.decibels(loud, loud));
    }
  }

  @Test
  void spectralConvergenceHearsTheEnd() {
    Signal sound = sound(0.8, 1500);
    float[] samples = sound.toArray();
    samples[1499] = 1;
    Signal click = Signal.of(sound.format(), sound.grid(), 1, samples);
    assertTrue(SpectralConvergence.of(sound, click) > 0);
  }

  @Test
  void audioPsnrIsPeakToPeakTwoOnAmplitudes() {
    double squares = 0;
    for (int i = 0; i < 1000; i++) {
      squares += Math.pow(0.4 * Math.sin(0.3 * i), 2);
    }
    double expected = 10 * Math.log10(4 / (squares / 1000));
    assertEquals(expected, Psnr.decibels(sound(0.8, 1000), sound(0.4, 1000)), 1e-4);
  }

  @Test
  void transformsAsTheSumSays() {
    double[] real = {1, -2, 3, 0.5, 0, 7, -1, 2};
    double[] imaginary = {0, 1, 0, -3, 2, 0, 0.25, 1};
    double[] x = real.clone();
    double[] y = imaginary.clone();
    FourierTransform.transform(x, y);
    for (int k = 0; k < 8; k++) {
      double sumReal = 0;
      double sumImaginary = 0;
      for (int n = 0; n < 8; n++) {
        double angle = -2 * Math.PI * n * k / 8;
        sumReal += real[n] * Math.cos(angle) - imaginary[n] * Math.sin(angle);
        sumImaginary += real[n] * Math.sin(angle) + imaginary[n] * Math.cos(angle);
      }
      assertEquals(sumReal, x[k], 1e-12);
      assertEquals(sumImaginary, y[k], 1e-12);
    }
  }
}
