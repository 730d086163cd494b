package dev.sirencast.trainer.patch;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import java.util.List;

/** Small pictures in patches of 16 by 16. */
final class PatchPictures {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  private PatchPictures() {}

  /** The left half is one colour, the right half has waves that are too short for a base. */
  static Signal halfFlat() {
    float[] samples = new float[WIDTH * HEIGHT * 3];
    for (int i = 0; i < samples.length; i++) {
      int x = i / 3 % WIDTH;
      int y = i / 3 / WIDTH;
      double wave = x < WIDTH / 2 ? 0 : Math.sin(0.9 * x + 0.5 * y + i % 3);
      samples[i] = (float) (0.5 + 0.25 * wave);
    }
    return picture(samples);
  }

  /** A grey picture. */
  static Signal grey() {
    float[] samples = new float[WIDTH * HEIGHT * 3];
    java.util.Arrays.fill(samples, 0.5f);
    return picture(samples);
  }

  private static Signal picture(float[] samples) {
    return Signal.of(new ImageFormat(8), CoordinateGrid.of(WIDTH, HEIGHT), 3, samples);
  }

  /** Options of few steps for a picture, with the base of a large one. */
  static PatchTrainingOptions options(Signal picture) {
    CoordinateGrid grid = CoordinateGrid.of(8 * WIDTH, 8 * HEIGHT);
    float[] samples = new float[grid.points() * picture.components()];
    Signal large = Signal.of(picture.format(), grid, picture.components(), samples);
    return PatchTrainingOptions.of(large).withSizes(List.of(16, 16)).withSteps(20, 60);
  }
}
