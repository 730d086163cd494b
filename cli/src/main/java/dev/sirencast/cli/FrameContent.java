package dev.sirencast.cli;

import dev.sirencast.codec.PacketKind;
import dev.sirencast.codec.PacketSerializer;
import dev.sirencast.codec.ParsedPacket;
import dev.sirencast.codec.StreamManifest;
import dev.sirencast.codec.WeightPacket;
import dev.sirencast.transport.impairment.BitErrors.Scope;
import dev.sirencast.transport.impairment.ChannelModel;

/** What a stream's frames hold, for channels that damage some of them. */
final class FrameContent {
  private FrameContent() {}

  /** Returns what a frame holds: of packets that hold both classes, the vital one. */
  static Scope of(StreamManifest manifest, byte[] frame) {
    if (!(PacketSerializer.parse(frame) instanceof ParsedPacket.Intact intact)) {
      return Scope.FRAME;
    }
    WeightPacket packet = intact.packet();
    if (packet.kind() == PacketKind.MANIFEST) {
      return Scope.MANIFEST;
    }
    return manifest
        .group(packet)
        .map(group -> group.tensors().stream().allMatch(manifest.architecture()::isHiddenMatrix))
        .map(hidden -> hidden ? Scope.HIDDEN : Scope.VITAL)
        .orElse(Scope.FRAME);
  }

  /**
   * Reads a channel that asks nobody what frames hold.
   *
   * @throws IllegalArgumentException if the text is none, or damages some frames alone
   */
  static ChannelModel unasked(String text) {
    ChannelModel channel = ChannelModel.parse(text);
    if (channel.asksForContent()) {
      throw new IllegalArgumentException(
          "ber(..,scope=manifest|vital|hidden) is for 'simulate', got " + channel);
    }
    return channel;
  }
}
