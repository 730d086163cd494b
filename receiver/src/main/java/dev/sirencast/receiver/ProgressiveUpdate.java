package dev.sirencast.receiver;

/**
 * What a stream is while it still arrives. Immutable and thread-safe.
 *
 * @param packets packets of the stream that arrived and were new
 * @param bytes bytes of all frames so far, whatever they were
 * @param reception what they make, the rest concealed
 */
public record ProgressiveUpdate(int packets, long bytes, Reception reception) {
  private static final int POINTS = 128;

  /** The packets over those that the stream has, repair packets and copies included. */
  public double share() {
    return packets / (double) reception.manifest().packets();
  }

  /**
   * Estimates the PSNR in decibels against what the whole stream will give; takes the time of
   * evaluating some hundred points in double, and only if asked for.
   *
   * @return positive infinity once every weight is exact
   */
  public double estimatedDecibels() {
    return reception.estimatedDecibels(POINTS);
  }
}
