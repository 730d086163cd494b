package dev.sirencast.cli.encoding;

import dev.sirencast.rounding.RateControl;
import dev.sirencast.rounding.Rounding;

/** Which ways of rounding are tried where a rate decides. */
public enum RoundingWay {
  /**
   * The best of all, refitting only where it is quick; each weight by itself where the network was
   * trained to stand noise and there is no signal to see what that does.
   */
  AUTO,
  /** Each weight by itself. */
  PLAIN,
  /** Weights make up for each other. */
  COMPENSATED,
  /** The best of all, however long refitting takes. */
  REFITTED;

  /** Restricts a control to what is tried of a network. */
  RateControl of(RateControl all, TrainedNetwork network) {
    return switch (this) {
      case AUTO ->
          network.isRobust() && network.signal().isEmpty() ? all.only(Rounding.PLAIN) : all;
      case PLAIN -> all.only(Rounding.PLAIN);
      case COMPENSATED -> all.only(Rounding.COMPENSATED);
      case REFITTED -> all.thorough();
    };
  }
}
