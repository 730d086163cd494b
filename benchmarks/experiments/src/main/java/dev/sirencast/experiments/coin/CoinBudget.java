package dev.sirencast.experiments.coin;

import dev.sirencast.encoder.RoundingWay;
import dev.sirencast.experiments.lab.Profile;
import dev.sirencast.signal.CoordinateGrid;
import java.util.Locale;

/**
 * How long COIN's networks are trained, by the profile.
 *
 * @param steps gradient steps of a training
 * @param learningRate Adam's rate in the first step, falling to 0 along a cosine
 * @param batch points of a step; 0 takes all
 * @param tile points computed at once
 * @param rounding how weights are rounded: refitting takes minutes
 * @param picture size of the pictures
 */
record CoinBudget(
    int steps,
    double learningRate,
    int batch,
    int tile,
    RoundingWay rounding,
    CoordinateGrid picture) {
  private static final CoordinateGrid KODAK = CoordinateGrid.of(768, 512);

  /** A sixteenth of COIN's steps, of a hundredth of the points. */
  private static final CoinBudget QUICK =
      new CoinBudget(3000, 1e-3, 4096, 1024, RoundingWay.GPTQ, KODAK);

  /** COIN's own: 50,000 steps of all points. */
  private static final CoinBudget FULL =
      new CoinBudget(50_000, 2e-4, 0, 1 << 16, RoundingWay.GPTQ_REFITTED, KODAK);

  private static final CoinBudget SMOKE =
      new CoinBudget(3, 2e-4, 0, 1024, RoundingWay.NEAREST, CoordinateGrid.of(24, 16));

  static CoinBudget of(Profile profile) {
    String name = profile.name();
    return name.equals(Profile.FULL.name())
        ? FULL
        : name.equals(Profile.QUICK.name()) ? QUICK : SMOKE;
  }

  /** The points of a step, in words. */
  String batchText() {
    return batch == 0 ? "all points" : String.format(Locale.ROOT, "%,d points", batch);
  }
}
