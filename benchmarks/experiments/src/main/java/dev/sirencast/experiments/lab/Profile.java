package dev.sirencast.experiments.lab;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;

/**
 * The scale at which the experiments are done; the paper states none of these numbers.
 *
 * @param name what {@code --profile} calls it
 * @param hiddenFeatures width of the sine layers
 * @param hiddenLayers sine layers after the first
 * @param steps gradient steps of a training
 * @param learningRate Adam's rate in the first step, falling to 0 along a cosine
 * @param batch points of a step; 0 takes all
 * @param tile points computed at once
 * @param draws noises drawn for a mean, unless {@code --draws} says otherwise
 * @param picture size of a Kodak picture
 * @param ct size of the CT slice
 * @param audio samples of the sound
 * @param audioStart the first of them; the cello begins to play after a second
 * @param video width, height and frames of the video
 * @param patches how patches are trained, and compared with one network
 */
public record Profile(
    String name,
    int hiddenFeatures,
    int hiddenLayers,
    int steps,
    double learningRate,
    int batch,
    int tile,
    int draws,
    CoordinateGrid picture,
    CoordinateGrid ct,
    CoordinateGrid audio,
    int audioStart,
    CoordinateGrid video,
    PatchScale patches) {
  private static final double OMEGA0 = 30;
  private static final double AUDIO_OMEGA0 = 3000;

  /** A laptop's: pictures so small that full batches, which the gradient norm wants, are cheap. */
  public static final Profile QUICK =
      new Profile(
          "quick",
          256,
          3,
          500,
          3e-4,
          0,
          1024,
          20,
          CoordinateGrid.of(64, 43),
          CoordinateGrid.of(60, 45),
          CoordinateGrid.of(2700),
          44_100,
          CoordinateGrid.of(20, 11, 12),
          new PatchScale(1, CoordinateGrid.of(192, 128), 72, 1000, 4096, 1.8e-3, 12_000, 300, 100));

  /** A GPU's: the Kodak pictures as they are. */
  public static final Profile FULL =
      new Profile(
          "full",
          256,
          3,
          3000,
          3e-4,
          0,
          1 << 16,
          20,
          CoordinateGrid.of(768, 512),
          CoordinateGrid.of(435, 326),
          CoordinateGrid.of(308_207),
          0,
          CoordinateGrid.of(160, 90, 50),
          new PatchScale(
              1, CoordinateGrid.of(768, 512), 256, 3000, 1 << 16, 5e-4, 190_000, 600, 100));

  /** A test's: shows that everything runs, and nothing else. */
  public static final Profile SMOKE =
      new Profile(
          "smoke",
          8,
          1,
          3,
          3e-4,
          0,
          1024,
          2,
          CoordinateGrid.of(8, 6),
          CoordinateGrid.of(8, 6),
          CoordinateGrid.of(32),
          0,
          CoordinateGrid.of(4, 3, 2),
          new PatchScale(0, CoordinateGrid.of(40, 36), 8, 3, 0, 1e-3, 4000, 300, 4));

  /** The network of Sitzmann et al. for a signal of so many components on a grid. */
  SirenArchitecture architecture(CoordinateGrid grid, int components) {
    double omega0First = grid.dimensions() == 1 ? AUDIO_OMEGA0 : OMEGA0;
    return new SirenArchitecture(
        grid.dimensions(), hiddenFeatures, hiddenLayers, components, omega0First, OMEGA0);
  }

  /** This profile with trainings of one network of another length, 1 step or more. */
  public Profile withSteps(int newSteps) {
    return new Profile(
        name,
        hiddenFeatures,
        hiddenLayers,
        newSteps,
        learningRate,
        batch,
        tile,
        draws,
        picture,
        ct,
        audio,
        audioStart,
        video,
        patches.withSteps(newSteps));
  }

  /** This profile with the pictures and the one network that patches are compared on. */
  public Profile ofPatches() {
    return new Profile(
        name,
        patches.hiddenFeatures(),
        hiddenLayers,
        patches.steps(),
        patches.learningRate(),
        patches.batch(),
        tile,
        draws,
        patches.picture(),
        ct,
        audio,
        audioStart,
        video,
        patches);
  }

  /** The points of a step, in words. */
  String batchText() {
    return batch == 0 ? "all points" : batch + " points";
  }
}
