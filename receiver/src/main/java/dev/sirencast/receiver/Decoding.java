package dev.sirencast.receiver;

/** How weights are evaluated once they are all there. */
public enum Decoding {
  /**
   * Where every weight came exactly: at the mean of the trained noise if the encoder says that this
   * is better, and as they are if not. Otherwise {@link #POSTERIOR} with {@link
   * Concealment#POSTERIOR}, and as they are with the others.
   */
  AUTO,
  /** As they are. */
  PLAIN,
  /** At the mean of the noise that the stream says they were trained to stand. */
  MEAN_FIELD,
  /**
   * At the mean of what is not known of them, and of the trained noise where the encoder asks for
   * that.
   */
  POSTERIOR;

  /** The name on a command line, as in {@code mean-field}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
