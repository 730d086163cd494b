package dev.sirencast.receiver;

/** How weights are evaluated once they are all there. */
public enum Decoding {
  /**
   * At the mean of the trained noise where the encoder says that this is better and every weight
   * came exactly; as they are otherwise.
   */
  AUTO,
  /** As they are. */
  PLAIN,
  /** At the mean of the noise that the stream says they were trained to stand. */
  MEAN_FIELD;

  /** The name on a command line, as in {@code mean-field}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
