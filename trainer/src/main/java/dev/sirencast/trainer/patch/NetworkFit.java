package dev.sirencast.trainer.patch;

import dev.sirencast.patch.BaseSignal;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;

/**
 * What of the usual networks follows from how many samples a signal has, and how dense they are.
 */
final class NetworkFit {
  private static final int BASE_FEATURES = 60;
  private static final int MIN_BASE_FEATURES = 4;

  /** The coarse points for which a base has its usual width: those of a picture of 384x256. */
  private static final double BASE_POINTS = 96 * 64;

  /** Where the first layers of a sound's patches begin, at the rate of a compact disc. */
  private static final double FIRST_SCALE = 4;

  private static final double USUAL_RATE = 44_100;
  private static final double MAX_FIRST_SCALE = 12;

  private NetworkFit() {}

  /**
   * The width of a base of two hidden layers: its weights grow with the points that it is evaluated
   * at, until it has its usual width.
   *
   * @param grid of the signal
   * @param step the base is evaluated at every so manieth sample along each axis
   */
  static int baseFeatures(CoordinateGrid grid, int step) {
    double share = BaseSignal.grid(grid, step).points() / BASE_POINTS;
    long features = Math.round(BASE_FEATURES * Math.sqrt(share));
    return (int) Math.max(MIN_BASE_FEATURES, Math.min(BASE_FEATURES, features));
  }

  /**
   * What the first layers of a sound's patches are multiplied by: so many samples have the more
   * cycles the fewer of them there are in a second.
   */
  static float firstScale(Signal sound) {
    double rate = sound.format() instanceof AudioFormat audio ? audio.sampleRate() : USUAL_RATE;
    double scale = FIRST_SCALE * Math.sqrt(USUAL_RATE / rate);
    return (float) Math.max(FIRST_SCALE, Math.min(MAX_FIRST_SCALE, scale));
  }
}
