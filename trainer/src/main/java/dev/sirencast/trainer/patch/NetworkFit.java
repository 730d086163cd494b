package dev.sirencast.trainer.patch;

import dev.sirencast.patch.BaseSignal;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;

/**
 * What of the usual networks follows from how many samples a signal has, and how dense they are.
 */
final class NetworkFit {
  private static final int BASE_FEATURES = 60;
  private static final double OMEGA0 = SirenArchitecture.USUAL_OMEGA0;

  /** The coarse points for which a base has its usual width: those of a picture of 384x256. */
  private static final double BASE_POINTS = 96 * 64;

  /** A narrower base than this takes more from the patches than it gives them: it is flat. */
  private static final int MIN_BASE_FEATURES = 24;

  private static final int FLAT_FEATURES = 4;

  /** How first layers of a sound's patches begin, at the rate of a compact disc. */
  private static final double FIRST_SCALE = 4;

  private static final double USUAL_RATE = 44_100;
  private static final double MAX_FIRST_SCALE = 12;

  private static final int SOUND_PATCH = 1024;
  private static final double HIGH_RATE = 32_000;

  private NetworkFit() {}

  /**
   * The base of a picture, CT slice or video: its weights grow with the points that it is evaluated
   * at, until it has its usual width. That of a signal of some patches is flat.
   *
   * @param step the base is evaluated at every so manieth sample along each axis
   */
  static SirenArchitecture base(Signal signal, int step) {
    double share = BaseSignal.grid(signal.grid(), step).points() / BASE_POINTS;
    int features = (int) Math.min(BASE_FEATURES, BASE_FEATURES * Math.sqrt(share));
    return features < MIN_BASE_FEATURES ? flat(signal) : of(signal, features, 2);
  }

  /** A base that has hardly more to say than a mean: that of sounds, too. */
  static SirenArchitecture flat(Signal signal) {
    return of(signal, FLAT_FEATURES, 0);
  }

  private static SirenArchitecture of(Signal signal, int features, int hiddenLayers) {
    return new SirenArchitecture(
        signal.grid().dimensions(), features, hiddenLayers, signal.components(), OMEGA0, OMEGA0);
  }

  /**
   * The samples of a sound's patch. Channels share a network, whose weights have to fit a packet:
   * at a low rate, where there is more to say of each sample, they share them in shorter patches.
   */
  static int soundPatch(Signal sound) {
    return rate(sound) < HIGH_RATE ? Math.max(1, SOUND_PATCH / sound.components()) : SOUND_PATCH;
  }

  private static double rate(Signal sound) {
    return sound.format() instanceof AudioFormat audio ? audio.sampleRate() : USUAL_RATE;
  }

  /**
   * What the first layers of a sound's patches are multiplied by: the fewer samples a second has,
   * the more cycles has a patch of as many samples.
   */
  static float firstScale(Signal sound) {
    double scale = FIRST_SCALE * Math.cbrt(Math.pow(USUAL_RATE / rate(sound), 2));
    return (float) Math.max(FIRST_SCALE, Math.min(MAX_FIRST_SCALE, scale));
  }
}
