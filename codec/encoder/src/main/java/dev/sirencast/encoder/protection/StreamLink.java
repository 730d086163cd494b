package dev.sirencast.encoder.protection;

import dev.sirencast.format.PacketFormat;

/**
 * A link, as the packets of one stream see it.
 *
 * @param link what it does to packets
 * @param packets of the whole stream, among which those of a block are spread evenly
 * @param isErrorResilient whether damaged bodies are delivered that cannot be restored
 */
record StreamLink(LinkEstimate link, int packets, boolean isErrorResilient) {
  /** The probability that a header is damaged, and its packet lost with it. */
  double headerDamage() {
    return link.damage(PacketFormat.HEADER_BYTES);
  }
}
