package dev.sirencast.encoder;

/**
 * How far an encoder is.
 *
 * @param phase what it does
 * @param done candidates or steps so far, 1 or more
 * @param total steps of the phase; 0 where it is not known, as of candidates
 * @param bitsPerWeight the bytes of the last candidate's stream, or of the last step's symbols, for
 *     each weight that is sent
 * @param psnr the last one's quality in decibels; of a step, on its batch of points
 */
public record EncoderProgress(Phase phase, int done, int total, double bitsPerWeight, double psnr) {
  /** What an encoder does. */
  public enum Phase {
    /** Candidates of rounded weights are compared. */
    ROUNDING,
    /** Weights and their rounding are trained together. */
    TUNING
  }
}
