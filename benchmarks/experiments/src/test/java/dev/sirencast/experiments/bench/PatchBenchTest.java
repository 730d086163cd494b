package dev.sirencast.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchBenchTest {
  private static final CoordinateGrid GRID = CoordinateGrid.of(64, 32);

  /** Waves, so that every patch has something to learn. */
  private static Signal picture() {
    float[] samples = new float[GRID.points()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 + 0.4 * Math.sin(i % 64 / 4.0) * Math.cos(i / 64 / 5.0));
    }
    return Signal.of(new ImageFormat(8), GRID, 1, samples);
  }

  private static PatchRow row(PatchCase how) {
    return new PatchBench(picture(), Runnable::run, 1).row(how, PatchTrainingListener.NONE);
  }

  @Test
  void countsWeightsAndWorkOfOneWidth() {
    PatchCase how = PatchCase.all().get(1);
    assertEquals(List.of(16), how.widths());
    PatchRow row = row(how);
    int patch = 16 * 3 + 2 * 16 * 17 + 17;
    int base = 4 * 3 + 4 + 1; // a picture of so few patches has a flat one
    assertEquals(base + 2 * patch, row.weights());
    double products = 2 * 1024.0 * (16 * 2 + 2 * 16 * 16 + 16);
    assertEquals(6 * products * how.steps() * 1e-12, row.work(), 1e-9);
    assertTrue(row.psnr() > 30, row.csv());
  }

  @Test
  void casesDiffer() {
    assertEquals(PatchCase.all().size(), new HashSet<>(PatchCase.all()).size());
  }

  @Test
  void drawsTheRowsThatThereAre() {
    PatchRow row = new PatchRow(PatchCase.all().get(0), 1000, 0.1, 1, 30);
    BufferedImage image = PatchPlot.draw("waves", List.of(row)).image();
    assertTrue(image.getWidth() > image.getHeight());
  }
}
