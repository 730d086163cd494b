package dev.sirencast.report.sound;

import dev.sirencast.media.quality.SoundSpectrum;
import dev.sirencast.report.picture.ColourScale;
import dev.sirencast.report.picture.LevelPicture;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.Signal;
import java.io.IOException;

/**
 * How sounds of one shape are shown: frequencies from 0 to half the sample rate upwards, against
 * time, of all channels together. Colours go from {@value #RANGE} dB below the reference's loudest
 * up to it. Immutable and thread-safe.
 */
public final class Spectrogram {
  /** What is still seen below the loudest, in decibels. */
  public static final int RANGE = 80;

  private static final int WINDOW = 512;
  private static final int ROWS = 128;
  private static final int COLUMNS = 360;

  private final int columns;
  private final int points;
  private final double loudest;

  /** A scale for a sound and for what arrives of it. */
  public Spectrogram(Signal reference) {
    this.points = reference.grid().points();
    this.columns = Math.max(1, Math.min(COLUMNS, points / (WINDOW / 4)));
    double most = 0;
    for (int column = 0; column < columns; column++) {
      for (double power : powers(reference, column)) {
        most = Math.max(most, power);
      }
    }
    this.loudest = most;
  }

  /** Returns a sound as a PNG's data URI. */
  public String of(Signal sound) throws IOException {
    double[][] powers = new double[columns][];
    for (int column = 0; column < columns; column++) {
      powers[column] = powers(sound, column);
    }
    return LevelPicture.of(
        columns, ROWS, ColourScale.INFERNO, (x, y) -> level(powers[x][ROWS - 1 - y]));
  }

  /** Returns the difference of two sounds, in the same colours. */
  public String ofErrors(Signal sound, Signal reference) throws IOException {
    float[] difference = sound.toArray();
    float[] other = reference.toArray();
    for (int i = 0; i < difference.length; i++) {
      // Half of it, so that the greatest has room.
      difference[i] = 0.5f + (difference[i] - other[i]) / 2;
    }
    Signal halved = Signal.of(sound.format(), sound.grid(), sound.components(), difference);
    double[][] powers = new double[columns][];
    for (int column = 0; column < columns; column++) {
      powers[column] = powers(halved, column);
    }
    return LevelPicture.of(
        columns, ROWS, ColourScale.INFERNO, (x, y) -> level(4 * powers[x][ROWS - 1 - y]));
  }

  private double level(double power) {
    return loudest == 0 || power == 0 ? 0 : 1 + 10 * Math.log10(power / loudest) / RANGE;
  }

  /** The greatest power in each row's frequencies, lowest first. */
  private double[] powers(Signal sound, int column) {
    int room = Math.max(0, points - WINDOW);
    int first = columns == 1 ? 0 : (int) ((long) room * column / (columns - 1));
    double[] rows = new double[ROWS];
    for (int channel = 0; channel < sound.components(); channel++) {
      double[] magnitudes = SoundSpectrum.magnitudes(sound, channel, first, WINDOW);
      for (int k = 0; k < WINDOW / 2; k++) {
        int row = k * ROWS / (WINDOW / 2);
        rows[row] = Math.max(rows[row], magnitudes[k] * magnitudes[k]);
      }
    }
    return rows;
  }

  /** The frequency at the top, in kilohertz. */
  public static double topKilohertz(AudioFormat format) {
    return format.sampleRate() / 2000.0;
  }

  /** How long a sound is. */
  public static double seconds(Signal sound) {
    return sound.grid().points() / (double) ((AudioFormat) sound.format()).sampleRate();
  }
}
