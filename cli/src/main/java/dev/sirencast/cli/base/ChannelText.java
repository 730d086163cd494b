package dev.sirencast.cli.base;

import dev.sirencast.transport.impairment.ChannelStatistics;
import dev.sirencast.transport.impairment.DelayDistribution;
import java.util.Locale;

/** What a channel did, in words. */
public final class ChannelText {
  private ChannelText() {}

  /** Only what happened, as in {@code 12 lost (2.4 %, bursts of 1.5), 3 damaged}. */
  public static String of(ChannelStatistics channel) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d of %d lost (%.2f %%, bursts of %.2f)",
            channel.lost(),
            channel.offered() + channel.duplicated(),
            100 * channel.missingRate(),
            channel.meanLossBurst()));
    append(text, channel.queueDrops(), "of them by a full queue");
    append(text, channel.duplicated(), "duplicated");
    append(text, channel.reordered(), "reordered");
    append(text, channel.damaged(), "damaged");
    append(text, channel.bitsFlipped(), "bits flipped");
    DelayDistribution delays = channel.delays();
    if (delays.maxSeconds() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "; delay p50 %s, p95 %s, p99 %s, max %s",
              seconds(delays.quantileSeconds(0.5)),
              seconds(delays.quantileSeconds(0.95)),
              seconds(delays.quantileSeconds(0.99)),
              seconds(delays.maxSeconds())));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }

  private static String seconds(double value) {
    return value < 1
        ? String.format(Locale.ROOT, "%.2f ms", 1e3 * value)
        : String.format(Locale.ROOT, "%.2f s", value);
  }
}
