package dev.sirencast.cli.encode;

import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.WeightCoding;

/** How a signal in patches is cut into packets where nobody says otherwise. */
public final class PatchPackets {
  /** Short packets lose fewer patches at once, and more of them survive flipped bits. */
  static final int PACKET_BYTES = 600;

  private PatchPackets() {}

  /** For a stream without protection. */
  public static PacketizerOptions unprotected() {
    return planned().withPacketBytes(PACKET_BYTES);
  }

  /** For a plan of protection, which chooses among lengths. */
  public static PacketizerOptions planned() {
    return PacketizerOptions.DEFAULTS
        .withCoding(WeightCoding.ENTROPY_CODED)
        .withOrder(PacketOrder.LOCAL);
  }
}
