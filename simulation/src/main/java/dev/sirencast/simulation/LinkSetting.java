package dev.sirencast.simulation;

import dev.sirencast.transport.impairment.ChannelModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens to packets and to weights, and where that stands in the sweeps.
 *
 * @param channel the channel as the user wrote it
 * @param noise the noise on weights as the user wrote it
 * @param others what all sweeps but the first make of them, as in {@code ber=1e-5}; may be empty
 * @param values the swept numbers, by the sweeps' names in their order
 * @param model what happens to packets
 * @param weights what happens to weights, in the grammar of {@link WeightNoiseText}
 */
public record LinkSetting(
    String channel,
    String noise,
    String others,
    Map<String, Double> values,
    ChannelModel model,
    String weights) {
  private static final int MOST = 10_000;

  /** Copies the values. */
  public LinkSetting {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The settings to go through: every channel with every noise, as it is or once for every
   * combination of the sweeps' values.
   *
   * @throws IllegalArgumentException if a channel is none, or has no such number, two sweeps go
   *     through one number, or there are more than 10,000 combinations
   */
  public static List<LinkSetting> grid(
      List<String> channels, List<String> noises, List<Sweep> sweeps) {
    if (sweeps.stream().map(Sweep::name).distinct().count() < sweeps.size()) {
      throw new IllegalArgumentException("two sweeps of one number");
    }
    List<LinkSetting> grid = new ArrayList<>();
    for (String channel : channels) {
      for (String noise : noises) {
        grid.add(
            new LinkSetting(channel, noise, "", Map.of(), FrameContent.labelled(channel), noise));
      }
    }
    // The last sweep comes first, and so stands last among the values.
    for (int i = sweeps.size() - 1; i >= 0; i--) {
      boolean named = i > 0;
      Sweep sweep = sweeps.get(i);
      if ((long) grid.size() * sweep.values().size() > MOST) {
        throw new IllegalArgumentException("a grid has " + MOST + " settings at most");
      }
      grid =
          grid.stream()
              .flatMap(one -> sweep.values().stream().map(value -> one.with(sweep, value, named)))
              .toList();
    }
    return grid;
  }

  private LinkSetting with(Sweep sweep, BigDecimal value, boolean named) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put(sweep.name(), value.doubleValue());
    all.putAll(values);
    String text = sweep.text(value);
    boolean ofWeights = WeightNoiseText.isNoise(sweep.name());
    return new LinkSetting(
        channel,
        noise,
        named
            ? (others.isEmpty() ? "" : others + ", ") + sweep.name() + "=" + sweep.shown(value)
            : others,
        all,
        ofWeights ? model : model.with(sweep.name(), text),
        ofWeights ? WeightNoiseText.with(weights, sweep.name(), text) : weights);
  }
}
