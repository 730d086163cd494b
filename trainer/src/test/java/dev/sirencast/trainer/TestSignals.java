package dev.sirencast.trainer;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;

/** Signals that a small network can learn. */
public final class TestSignals {
  private TestSignals() {}

  /** Returns slow waves along all axes, in every component another phase. */
  public static Signal waves(int components, int... sizes) {
    CoordinateGrid grid = CoordinateGrid.of(sizes);
    float[][] axes = new float[sizes.length][grid.points()];
    grid.coordinates(0, grid.points(), axes);
    float[] samples = new float[grid.points() * components];
    for (int i = 0; i < samples.length; i++) {
      double wave = 1;
      for (float[] axis : axes) {
        wave *= Math.cos(2.5 * axis[i / components] + i % components);
      }
      samples[i] = (float) (0.5 + 0.45 * wave);
    }
    return Signal.of(new ImageFormat(8), grid, components, samples);
  }
}
