package dev.sirencast.cli.sign;

/** Where a signature stands. */
public enum SignatureFormat {
  /** In the stream that it is of. */
  SIREN,
  /** In a file of its own, a bundle of OpenSSF Model Signing. */
  OMS
}
