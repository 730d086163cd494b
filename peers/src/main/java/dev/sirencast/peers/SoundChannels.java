package dev.sirencast.peers;

import dev.sirencast.signal.Signal;

/** A sound's channels as amplitudes over its peak, in [-1, 1]. */
final class SoundChannels {
  private SoundChannels() {}

  static float[][] of(Signal sound) {
    float[][] channels = new float[sound.components()][sound.grid().points()];
    for (int c = 0; c < channels.length; c++) {
      for (int i = 0; i < channels[c].length; i++) {
        channels[c][i] = 2 * sound.sample(i, c) - 1;
      }
    }
    return channels;
  }

  /** The sound that channels are, of the format and the grid of another. */
  static Signal signal(float[][] channels, Signal like) {
    float[] samples = new float[like.grid().points() * channels.length];
    for (int i = 0; i < samples.length; i++) {
      float amplitude = channels[i % channels.length][i / channels.length];
      samples[i] = Math.max(0, Math.min(1, (amplitude + 1) / 2));
    }
    return Signal.of(like.format(), like.grid(), channels.length, samples);
  }
}
