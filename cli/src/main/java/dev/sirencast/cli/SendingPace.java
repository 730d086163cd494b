package dev.sirencast.cli;

/** How fast frames are sent where nothing else is said, in bits a second. */
final class SendingPace {
  /** 100 Mbit/s. */
  static final long DEFAULT = 100_000_000;

  private SendingPace() {}
}
