package dev.sirencast.cli.base;

/** Which program this is. */
public final class Version {
  /** Its number; streams of one number are the same bytes for the same seed and options. */
  public static final String NUMBER = "0.1.0";

  private Version() {}
}
