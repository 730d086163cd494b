package dev.sirencast.simulation;

import dev.sirencast.transport.impairment.ChannelModel;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A channel, and where it stands in the sweeps.
 *
 * @param series the channel as the user wrote it, and what all sweeps but the first make of it
 * @param values the swept numbers, by the sweeps' names in their order
 * @param channel what happens to packets
 */
public record SweptChannel(String series, Map<String, Double> values, ChannelModel channel) {
  private static final int MOST = 10_000;

  public SweptChannel {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The channels to go through: each as it is, or once for every combination of the sweeps' values.
   *
   * @throws IllegalArgumentException if a channel is none, or has no such number, two sweeps go
   *     through one number, or there are more than 10,000 combinations
   */
  public static List<SweptChannel> grid(List<String> channels, List<Sweep> sweeps) {
    if (sweeps.stream().map(Sweep::name).distinct().count() < sweeps.size()) {
      throw new IllegalArgumentException("two sweeps of one number");
    }
    List<SweptChannel> grid =
        channels.stream()
            .map(text -> new SweptChannel(text, Map.of(), FrameContent.labelled(text)))
            .toList();
    // The last sweep comes first, and so stands last among the values.
    for (int i = sweeps.size() - 1; i >= 0; i--) {
      boolean named = i > 0;
      Sweep sweep = sweeps.get(i);
      if ((long) grid.size() * sweep.values().size() > MOST) {
        throw new IllegalArgumentException("a grid has " + MOST + " channels at most");
      }
      grid =
          grid.stream()
              .flatMap(one -> sweep.values().stream().map(value -> one.with(sweep, value, named)))
              .toList();
    }
    return grid;
  }

  private SweptChannel with(Sweep sweep, BigDecimal value, boolean named) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put(sweep.name(), value.doubleValue());
    all.putAll(values);
    return new SweptChannel(
        named ? series + ", " + sweep.name() + "=" + sweep.shown(value) : series,
        all,
        channel.with(sweep.name(), sweep.text(value)));
  }
}
