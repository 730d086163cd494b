package dev.sirencast.transport.impairment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Delays against their distributions; every bound is four standard deviations. */
class DelayTest {
  private static final int FRAMES = 40_000;
  private static final double MIDDLE = 100e-3;
  private static final double JITTER = 10e-3;

  @ParameterizedTest
  @EnumSource(Delay.Distribution.class)
  void delaysFollowTheirDistribution(Delay.Distribution distribution) {
    double[] delays = delays("delay(100ms,jitter=10ms,dist=" + distribution + ")");

    // The share below a point is binomial, whatever the moments of the distribution are.
    for (double point = -1.5; point <= 3; point += 0.25) {
      double expected = cumulative(distribution).applyAsDouble(point);
      int below = 0;
      for (double delay : delays) {
        below += delay < MIDDLE + point * JITTER ? 1 : 0;
      }
      double bound = 4 * Math.sqrt(expected * (1 - expected) / FRAMES) + 1e-12;
      assertEquals(expected, (double) below / FRAMES, bound, "below " + point + " jitters");
    }
  }

  @ParameterizedTest
  @EnumSource(Delay.Distribution.class)
  void meanAndDeviationAreThoseStated(Delay.Distribution distribution) {
    double[] delays = delays("delay(100ms,jitter=10ms,dist=" + distribution + ")");
    double mean = mean(delays);
    double squares = 0;
    for (double delay : delays) {
      squares += (delay - mean) * (delay - mean);
    }
    double middle = distribution == Delay.Distribution.EXPONENTIAL ? MIDDLE + JITTER : MIDDLE;
    double deviation = distribution == Delay.Distribution.UNIFORM ? JITTER / Math.sqrt(3) : JITTER;

    assertEquals(middle, mean, 4 * deviation / Math.sqrt(FRAMES));
    // The variance of a variance: (kurtosis - 1) / n; Pareto's of shape 3 has none.
    if (distribution != Delay.Distribution.PARETO) {
      double kurtosis =
          switch (distribution) {
            case UNIFORM -> 1.8;
            case NORMAL -> 3;
            default -> 9;
          };
      double variance = deviation * deviation;
      assertEquals(variance, squares / FRAMES, 4 * variance * Math.sqrt((kurtosis - 1) / FRAMES));
    }
  }

  @Test
  void delayIsNeverNegative() {
    for (double delay : delays("delay(1ms,jitter=10ms,dist=normal)")) {
      assertTrue(delay >= 0);
    }
  }

  @Test
  void framesComeOutInTheOrderOfTheirArrival() {
    ChannelSession session = ChannelModel.parse("delay(100ms,jitter=10ms,dist=normal)").open(1, 0);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      numbers.addAll(Frames.numbers(session.offer(numbered(i), i * 1_000_000L)));
    }
    numbers.addAll(Frames.numbers(session.flush()));

    // Neighbours, 1 ms apart, with a difference of sqrt(2) 10 ms, change places often.
    ChannelStatistics counts = session.statistics();
    assertEquals(1_000, counts.delivered());
    assertTrue(counts.reordered() > 500, () -> "reordered: " + counts.reordered());
    assertTrue(counts.maxDisplacement() > 10 && counts.maxDisplacement() < 100);
    assertTrue(!numbers.equals(numbers.stream().sorted().toList()));
  }

  @Test
  void keptOrderLetsNoFrameOvertake() {
    ChannelSession session =
        ChannelModel.parse("delay(100ms,jitter=10ms,dist=normal,order=kept)").open(1, 0);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      numbers.addAll(Frames.numbers(session.offer(numbered(i), i * 1_000_000L)));
    }
    numbers.addAll(Frames.numbers(session.flush()));

    assertEquals(numbers.stream().sorted().toList(), numbers);
    assertEquals(0, session.statistics().reordered());
  }

  @Test
  void framesComeOutWhenTheirTimeHasCome() {
    ChannelSession session = ChannelModel.parse("delay(20ms)").open(1, 0);

    assertEquals(List.of(), session.offer(new byte[4], 1_000_000));
    assertEquals(21_000_000, session.nextArrival().orElseThrow());
    assertEquals(1, session.heldFrames());
    assertEquals(4, session.heldBytes());
    assertEquals(List.of(), session.advance(20_999_999));
    assertEquals(1, session.advance(21_000_000).size());
    assertTrue(session.nextArrival().isEmpty());
    assertEquals(0, session.heldBytes());
    assertEquals(0.020, session.statistics().delays().quantileSeconds(0.5));
  }

  @Test
  void percentilesAreWithinABinOfTheTruth() {
    ChannelSession session = ChannelModel.parse("delay(100ms,jitter=100ms)").open(3, 0);
    for (int i = 0; i < FRAMES; i++) {
      session.offer(new byte[1], i);
    }
    session.flush();
    DelayDistribution delays = session.statistics().delays();

    // Uniform on 0 to 200 ms; the order statistic's deviation is below 0.5 ms, a bin's half 0.8 %.
    for (double share : new double[] {0.05, 0.5, 0.95, 0.99}) {
      assertEquals(0.2 * share, delays.quantileSeconds(share), 2e-3 + 0.008 * 0.2 * share);
    }
    assertEquals(0.2, delays.maxSeconds(), 1e-3);
    assertEquals(FRAMES, delays.count());
    DelayDistribution twice = delays.plus(delays);
    assertEquals(2 * FRAMES, twice.count());
    assertEquals(delays.quantileSeconds(0.95), twice.quantileSeconds(0.95));
    assertEquals(delays.meanSeconds(), twice.meanSeconds(), 1e-12);
  }

  @Test
  void everyDelayFallsIntoABinThatHoldsIt() {
    for (long nanos = 1; nanos > 0 && nanos < Durations.MAX_NANOS; nanos += 1 + nanos / 97) {
      long middle = DelayDistribution.middle(DelayDistribution.bin(nanos));
      assertTrue(Math.abs(middle - nanos) <= nanos * 0.0079, nanos + " in the bin of " + middle);
    }
  }

  private static double[] delays(String channel) {
    ChannelSession session = ChannelModel.parse(channel).open(7, 0);
    double[] delays = new double[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      long sent = i * Durations.MAX_NANOS;
      session.offer(new byte[1], sent);
      delays[i] = (session.nextArrival().orElse(sent) - sent) * 1e-9;
      session.flush();
    }
    return delays;
  }

  private static byte[] numbered(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The share below the middle and x jitters. */
  private static DoubleUnaryOperator cumulative(Delay.Distribution distribution) {
    return switch (distribution) {
      case UNIFORM -> x -> Math.max(0, Math.min(1, (x + 1) / 2));
      case NORMAL -> DelayTest::normal;
      case EXPONENTIAL -> x -> x <= 0 ? 0 : 1 - Math.exp(-x);
      case PARETO ->
          x -> {
            double y = 1.5 + x * Math.sqrt(0.75);
            return y <= 1 ? 0 : 1 - Math.pow(y, -3);
          };
    };
  }

  /** The normal distribution by integrating its density with Simpson's rule. */
  private static double normal(double x) {
    int steps = 2_000;
    double width = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-0.5 * i * width * i * width);
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }
}
