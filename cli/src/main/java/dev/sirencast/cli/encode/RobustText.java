package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.trainer.RobustMode;

/** What {@code --robust} says. */
public final class RobustText {
  private RobustText() {}

  /**
   * Reads a noise, such as {@code gaussian:1e-3}.
   *
   * @throws CommandException if it is none, or one that networks are not trained for
   */
  public static RobustMode parse(String text) {
    return CommandException.checked(() -> mode(text));
  }

  // Measured: in equal bytes repair packets bring more, at every loss that leaves a picture.
  private static RobustMode mode(String text) {
    if (text.startsWith("loss")) {
      throw new IllegalArgumentException(
          "--robust "
              + text
              + ": networks are not trained for lost packets, against which repair packets do more:"
              + " --protect auto with --channel, such as loss(8%)");
    }
    return RobustMode.parse(text);
  }
}
