package dev.sirencast.cli.help;

/** What an option is about; in this order they are listed. */
public enum OptionGroup {
  INPUT("Input"),
  NETWORK("Network"),
  TRAINING("Training"),
  ROBUSTNESS("Robustness"),
  ROUNDING("Rounding"),
  PROTECTION("Protection"),
  VIEW("View"),
  RECEPTION("Damage"),
  CHANNEL("Channel"),
  CONNECTION("Connection"),
  ENCRYPTION("Encryption"),
  SIGNATURE("Signature"),
  LIMITS("Limits"),
  CAROUSEL("Carousel"),
  LOG("Log"),
  ENGINE("Engine"),
  OUTPUT("Output");

  private final String heading;

  OptionGroup(String heading) {
    this.heading = heading;
  }

  /** What stands above the options. */
  String heading() {
    return heading;
  }
}
