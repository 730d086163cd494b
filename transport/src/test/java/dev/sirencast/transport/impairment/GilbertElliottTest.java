package dev.sirencast.transport.impairment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chain against its closed forms; every bound is four standard deviations. */
class GilbertElliottTest {
  private static final int FRAMES = 200_000;

  @ParameterizedTest
  @CsvSource({"0.02, 0.25", "0.05, 0.10", "0.30, 0.60"})
  void stateFollowsTheClosedForms(double p, double r) {
    GilbertElliott model = new GilbertElliott(p, r, 1, 0);
    boolean[] bad = lost(model, 17);

    double share = model.stationaryBad();
    assertEquals(p / (p + r), share);
    // The mean of a two-state chain: variance share (1 - share) (1 + c) / (1 - c) / n.
    double correlation = 1 - p - r;
    double variance = share * (1 - share) * (1 + correlation) / (1 - correlation) / FRAMES;
    assertEquals(share, mean(bad), 4 * Math.sqrt(variance));

    // A stay is geometric: mean 1/r, variance (1 - r) / r^2.
    double runs = FRAMES * share * r;
    assertEquals(1 / r, meanRun(bad), 4 * Math.sqrt((1 - r) / (r * r) / runs));

    // 1 - p - r is estimated through p and r, whose variances are binomial.
    double ofP = p * (1 - p) / (FRAMES * (1 - share));
    double ofR = r * (1 - r) / (FRAMES * share);
    assertEquals(correlation, lagOneCorrelation(bad), 4 * Math.sqrt(ofP + ofR));
  }

  @Test
  void lossMixesTheLossesOfBothStates() {
    GilbertElliott model = new GilbertElliott(0.05, 0.2, 0.6, 0.01);
    assertEquals(0.2 * 0.6 + 0.8 * 0.01, model.stationaryLoss(), 1e-15);

    // Not above that of a chain which loses all or nothing: correlation 0.75 gives a factor of 7.
    double bound =
        4 * Math.sqrt(model.stationaryLoss() * (1 - model.stationaryLoss()) * 7 / FRAMES);
    assertEquals(model.stationaryLoss(), mean(lost(model, 3)), bound);
  }

  @Test
  void firstFrameFindsTheStationaryState() {
    GilbertElliott model = new GilbertElliott(0.1, 0.1, 1, 0);
    int lost = 0;
    for (int seed = 0; seed < 10_000; seed++) {
      lost += 1 - ChannelModel.of(List.of(model)).transmit(Frames.numbered(1, 4), seed).size();
    }
    // Binomial, n = 10,000, p = 0.5: four standard deviations are 200.
    assertEquals(5_000, lost, 200);
  }

  @Test
  void chainThatNeverMovesStaysGood() {
    assertEquals(0, mean(lost(new GilbertElliott(0, 0, 1, 0), 1)));
    assertTrue(mean(lost(new GilbertElliott(0, 0, 1, 0.5), 1)) > 0.4);
  }

  private static boolean[] lost(GilbertElliott model, long seed) {
    List<byte[]> frames = Frames.numbered(FRAMES, 4);
    return Frames.absent(ChannelModel.of(List.of(model)).transmit(frames, seed), FRAMES);
  }

  private static double mean(boolean[] values) {
    int count = 0;
    for (boolean value : values) {
      count += value ? 1 : 0;
    }
    return (double) count / values.length;
  }

  private static double meanRun(boolean[] values) {
    int starts = values[0] ? 1 : 0;
    for (int i = 1; i < values.length; i++) {
      starts += values[i] && !values[i - 1] ? 1 : 0;
    }
    return mean(values) * values.length / starts;
  }

  private static double lagOneCorrelation(boolean[] values) {
    double mean = mean(values);
    double products = 0;
    for (int i = 1; i < values.length; i++) {
      products += ((values[i] ? 1 : 0) - mean) * ((values[i - 1] ? 1 : 0) - mean);
    }
    return products / (values.length - 1) / (mean * (1 - mean));
  }
}
