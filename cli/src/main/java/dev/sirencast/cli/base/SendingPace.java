package dev.sirencast.cli.base;

/** How fast frames are sent where nothing else is said, in bits a second. */
public final class SendingPace {
  /** 100 Mbit/s. */
  public static final long DEFAULT = 100_000_000;

  private SendingPace() {}
}
