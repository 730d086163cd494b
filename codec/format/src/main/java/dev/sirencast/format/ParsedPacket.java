package dev.sirencast.format;

import org.jspecify.annotations.Nullable;

/** What became of a frame: damage on the way is a value, not an error. */
public sealed interface ParsedPacket {
  /** The frame arrived as it was sent. */
  record Intact(WeightPacket packet) implements ParsedPacket {}

  /**
   * The header is right and the body is not: it is known where the packet belongs.
   *
   * @param packet with the damaged body
   * @param checksum the CRC32C of the body as it was sent
   */
  record Damaged(WeightPacket packet, int checksum) implements ParsedPacket {}

  /** Not a frame this version reads, or its header is damaged: nothing of it can be used. */
  record Unreadable(Reason reason) implements ParsedPacket {}

  /** The packet, its body whole or damaged; null where nothing of it can be used. */
  default @Nullable WeightPacket packetOrNull() {
    if (this instanceof Intact intact) {
      return intact.packet();
    }
    return this instanceof Damaged damaged ? damaged.packet() : null;
  }

  /** Why a frame cannot be read. */
  enum Reason {
    /** It does not begin like a frame, or is shorter than a header. */
    NOT_A_FRAME,
    /** The header's checksum is wrong. */
    HEADER_CHECKSUM,
    /** A version or a kind of packet that this code does not know. */
    UNKNOWN_VERSION,
    /** The body is shorter or longer than the header says, or longer than any body may be. */
    BODY_LENGTH
  }
}
