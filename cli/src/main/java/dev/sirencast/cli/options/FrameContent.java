package dev.sirencast.cli.options;

import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.transport.impairment.ChannelModel;
import java.util.List;

/** What a stream's frames hold, as labels for channels that damage some of them. */
public final class FrameContent {
  private static final String MANIFEST = "manifest";

  /** Holds, or repairs, the first layer, the last and biases. */
  private static final String VITAL = "vital";

  /** Holds, or repairs, the hidden layers' matrices. */
  private static final String HIDDEN = "hidden";

  private static final String NOTHING_KNOWN = "";

  private static final List<String> LABELS = List.of(MANIFEST, VITAL, HIDDEN);

  private FrameContent() {}

  /**
   * Returns the label of what a frame holds: of packets that hold both classes, the vital one;
   * empty where it cannot be told.
   */
  public static String of(StreamManifest manifest, byte[] frame) {
    if (!(PacketSerializer.parse(frame) instanceof ParsedPacket.Intact intact)) {
      return NOTHING_KNOWN;
    }
    WeightPacket packet = intact.packet();
    if (packet.kind() == PacketKind.MANIFEST) {
      return MANIFEST;
    }
    return manifest
        .group(packet)
        .map(group -> group.tensors().stream().allMatch(manifest.architecture()::isHiddenMatrix))
        .map(hidden -> hidden ? HIDDEN : VITAL)
        .orElse(NOTHING_KNOWN);
  }

  /**
   * Reads a channel that may damage some frames alone, by what they hold.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static ChannelModel labelled(String text) {
    return ChannelModel.parse(text, LABELS);
  }

  /**
   * Reads a channel that asks nobody what frames hold.
   *
   * @throws IllegalArgumentException if the text is none, or damages some frames alone
   */
  static ChannelModel unasked(String text) {
    ChannelModel channel = labelled(text);
    if (channel.asksForLabels()) {
      throw new IllegalArgumentException(
          "ber(..,scope=manifest|vital|hidden) is for 'simulate', got " + channel);
    }
    return channel;
  }
}
