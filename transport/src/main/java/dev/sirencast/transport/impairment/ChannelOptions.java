package dev.sirencast.transport.impairment;

import java.util.List;

/**
 * How traffic runs through a channel. Immutable.
 *
 * @param model what damages the frames
 * @param seed the seed of that damage
 * @param headerBytes where a frame's payload begins, for bit errors with a scope; 0 or more
 * @param realtime whether delays really take their time; otherwise they, and what a bottleneck
 *     drops, follow a virtual clock on which frames come at a steady pace, and only decide on order
 *     and loss: all traffic from one seed is damaged alike
 * @param recording whether what the channel does is to be recorded
 */
public record ChannelOptions(
    ChannelModel model, long seed, int headerBytes, boolean realtime, boolean recording) {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is exceeded
   */
  public ChannelOptions {
    if (headerBytes < 0) {
      throw new IllegalArgumentException("a header has 0 bytes or more, got " + headerBytes);
    }
  }

  /** A clean channel in virtual time, no header, no recording. */
  public static ChannelOptions defaults() {
    return new ChannelOptions(ChannelModel.of(List.of()), 0, 0, false, false);
  }

  /** These options with a channel that damages frames. */
  public ChannelOptions withModel(ChannelModel other, long otherSeed) {
    return new ChannelOptions(other, otherSeed, headerBytes, realtime, recording);
  }

  /** These options with another place where payloads begin. */
  public ChannelOptions withHeaderBytes(int other) {
    return new ChannelOptions(model, seed, other, realtime, recording);
  }

  /** These options with delays that take their time, or do not. */
  public ChannelOptions withRealtime(boolean other) {
    return new ChannelOptions(model, seed, headerBytes, other, recording);
  }

  /** These options with a recording, or without. */
  public ChannelOptions withRecording(boolean other) {
    return new ChannelOptions(model, seed, headerBytes, realtime, other);
  }
}
