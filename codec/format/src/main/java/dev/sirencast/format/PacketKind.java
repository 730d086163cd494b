package dev.sirencast.format;

/** What a packet's body holds; the order is the code on the wire ({@link PacketFormat}). */
public enum PacketKind {
  /** The stream's description. */
  MANIFEST,
  /** Symbols of weights. */
  SOURCE,
  /** Bytes from which lost source packets are computed. */
  REPAIR,
  /** What the encoder's user wants to travel along. */
  METADATA,
  /** Digests of what other packets hold, in a signed stream. */
  DIGESTS
}
