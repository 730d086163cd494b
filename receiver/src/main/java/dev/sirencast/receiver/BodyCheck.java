package dev.sirencast.receiver;

import dev.sirencast.format.PacketKind;

/** Tells which bodies are what was signed. */
interface BodyCheck {
  /**
   * Whether a body is the one that was signed.
   *
   * @param number the packet's in its group
   * @return false where its digest has not come, too
   */
  boolean isRight(PacketKind kind, int number, byte[] body);
}
