package dev.sirencast.signal;

/** What a signal's samples mean, which decides its grid's axes and the file it is written to. */
public enum SignalKind {
  /** A picture: axes are width and height, components are grey or red, green, blue. */
  IMAGE
}
