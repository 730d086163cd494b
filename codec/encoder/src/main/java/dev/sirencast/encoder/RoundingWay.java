package dev.sirencast.encoder;

import dev.sirencast.encoder.rounding.RateControl;
import dev.sirencast.encoder.rounding.Rounding;

/** Which ways of rounding are tried where a rate decides. */
public enum RoundingWay {
  /**
   * The best of all, refitting only where it is quick; each weight by itself where the network was
   * trained to withstand noise and there is no signal to see what that does.
   */
  AUTO("auto"),
  /** Each weight by itself. */
  NEAREST("nearest"),
  /** Weights make up for each other's errors. */
  GPTQ("gptq"),
  /** The best of all, however long refitting takes. */
  GPTQ_REFITTED("gptq-refitted");

  private final String label;

  RoundingWay(String label) {
    this.label = label;
  }

  /** Its name in texts. */
  public String label() {
    return label;
  }

  /** Restricts a control to what is tried of a network. */
  RateControl of(RateControl all, TrainedNetwork network) {
    return switch (this) {
      case AUTO ->
          network.isRobust() && network.signal().isEmpty()
              ? all.only(Rounding.ROUND_TO_NEAREST)
              : all;
      case NEAREST -> all.only(Rounding.ROUND_TO_NEAREST);
      case GPTQ -> all.only(Rounding.GPTQ);
      case GPTQ_REFITTED -> all.thorough();
    };
  }
}
