package dev.sirencast.signal;

import java.util.Objects;

/**
 * The format of a sound: a sample s is the amplitude {@code (2 s - 1) peak}.
 *
 * <p>Full scale is at +-1. A sound is held against its own peak and not against full scale, so that
 * a network learns a quiet sound as well as a loud one, and amplitudes above 1 stay as they are.
 *
 * @param sampleRate samples a second, 1 to {@value #MAX_SAMPLE_RATE}
 * @param encoding how the file holds a sample
 * @param firstSample which of the file's samples the signal begins with, 0 to {@value #MAX_FIRST}
 * @param peak the largest amplitude, 0 to {@value #MAX_PEAK}; 0 for silence
 */
public record AudioFormat(int sampleRate, SampleEncoding encoding, long firstSample, float peak)
    implements SignalFormat {
  /** The highest sample rate in hertz. */
  public static final int MAX_SAMPLE_RATE = 10_000_000;

  /** The latest beginning. */
  public static final long MAX_FIRST = 1L << 40;

  /** The largest amplitude: what programs that take floats for 32-bit integers write, and more. */
  public static final float MAX_PEAK = 1e10f;

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
    if (!(peak >= 0 && peak <= MAX_PEAK)) {
      throw new IllegalArgumentException("a peak is 0 to " + MAX_PEAK + ", got " + peak);
    }
  }

  /** A sound whose samples 0 and 1 are full scale. */
  public AudioFormat(int sampleRate, SampleEncoding encoding, long firstSample) {
    this(sampleRate, encoding, firstSample, 1);
  }

  @Override
  public SignalKind kind() {
    return SignalKind.AUDIO;
  }

  @Override
  public int bitDepth() {
    return encoding.bits();
  }

  /** The amplitude of a sample in [0, 1]. */
  public double amplitude(float sample) {
    return (2.0 * sample - 1) * peak + 0.0; // never -0
  }

  /** The sample of an amplitude, clamped to [0, 1]; 0.5 where the sound is silent. */
  public float sample(double amplitude) {
    return peak == 0 ? 0.5f : (float) Math.max(0, Math.min(1, (amplitude / peak + 1) / 2));
  }

  @Override
  public double fullScaleDecibels() {
    return -20 * Math.log10(peak);
  }
}
