package dev.sirencast.signal;

import java.util.Objects;

/**
 * The format of a sound: a sample s is the amplitude {@code 2 s - 1}, full scale at +-1.
 *
 * @param sampleRate samples a second, 1 to {@value #MAX_SAMPLE_RATE}
 * @param encoding how the file holds a sample
 * @param firstSample which of the file's samples the signal begins with, 0 to {@value #MAX_FIRST}
 */
public record AudioFormat(int sampleRate, SampleEncoding encoding, long firstSample)
    implements SignalFormat {
  /** The highest sample rate in hertz. */
  public static final int MAX_SAMPLE_RATE = 10_000_000;

  /** The latest beginning. */
  public static final long MAX_FIRST = 1L << 40;

  /** Checks the ranges. */
  public AudioFormat {
    Objects.requireNonNull(encoding, "encoding");
    if (sampleRate < 1 || sampleRate > MAX_SAMPLE_RATE) {
      throw new IllegalArgumentException(
          "a sample rate is 1 to " + MAX_SAMPLE_RATE + " Hz, got " + sampleRate);
    }
    if (firstSample < 0 || firstSample > MAX_FIRST) {
      throw new IllegalArgumentException(
          "a first sample is 0 to " + MAX_FIRST + ", got " + firstSample);
    }
  }

  @Override
  public SignalKind kind() {
    return SignalKind.AUDIO;
  }

  @Override
  public int bitDepth() {
    return encoding.bits();
  }
}
